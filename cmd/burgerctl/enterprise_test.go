package main

import (
	"slices"
	"testing"
)

func TestAnOperatorNotesWhatEnterprisesChose(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	operator := b.as(t, "--as", "operator")
	for _, flags := range [][]string{nil, {"--paper"}} {
		out, errs, err := b.call(t.Context(), slices.Concat([]string{"enterprise", "digital", "0403.170.701", "0999999922"}, operator, flags)...)
		if want := map[int]string{0: "enterprises=2 digital=true\n", 1: "enterprises=2 digital=false\n"}[len(flags)]; err != nil || out != want {
			t.Errorf("%v: %q %s", err, out, errs)
		}
	}
	if _, _, err := b.call(t.Context(), append([]string{"enterprise", "digital", "0403170702"}, operator...)...); err == nil {
		t.Error("a wrong number is taken")
	}
}
