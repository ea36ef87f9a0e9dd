package main

import "testing"

func TestAnOperatorNotesWhatEnterprisesChose(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token, _, err := b.call(t.Context(), "token", "--api", b.url, "--as", "operator")
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, b.token, token)
	for _, flags := range [][]string{nil, {"--paper"}} {
		out, errs, err := b.call(t.Context(), append([]string{"enterprise", "digital", "--api", b.url, "--token-file", b.token, "0403.170.701", "0999999922"}, flags...)...)
		if want := map[int]string{0: "enterprises=2 digital=true\n", 1: "enterprises=2 digital=false\n"}[len(flags)]; err != nil || out != want {
			t.Errorf("%v: %q %s", err, out, errs)
		}
	}
	if _, _, err := b.call(t.Context(), "enterprise", "digital", "--api", b.url, "--token-file", b.token, "0403170702"); err == nil {
		t.Error("a wrong number is taken")
	}
}
