package webhook_test

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"burgerbode/notify/webhook"
)

func TestCheckURLAccepts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"https://hooks.gent.be", "https://hooks.gent.be/", "https://hooks.gent.be/burgerbode/v1?key=a%20b", "HTTPS://Hooks.Gent.BE/x",
		"https://hooks.gent.be:443/", "https://hooks.gent.be:1024/", "https://hooks.gent.be:65535/", "https://gent.be./",
		"https://xn--bcher-kva.example/", "https://a1.4gent.be/", "https://localhost.gent.be/", "https://internal.gent.be/",
		"https://8.8.8.8/", "https://9.255.255.255/", "https://11.0.0.0/", "https://100.63.255.255/", "https://100.128.0.0/",
		"https://172.15.255.255/", "https://172.32.0.0/", "https://198.17.255.255/", "https://223.255.255.255:8443/",
		"https://[2001:4860:4860::8888]/", "https://[2a02:1800::1]:8443/",
	} {
		if err := webhook.CheckURL(text); err != nil {
			t.Errorf("%s is refused: %v", text, err)
		}
	}
}

func TestCheckURLRefuses(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing": "", "no scheme": "hooks.gent.be/x", "http": "http://hooks.gent.be/", "another scheme": "ftp://hooks.gent.be/",
		"a file": "file:///etc/passwd", "opaque": "https:hooks.gent.be", "no host": "https:///x", "only a port": "https://:443/",
		"a user": "https://me@hooks.gent.be/", "a password": "https://me:pw@hooks.gent.be/", "an empty user": "https://@hooks.gent.be/",
		"a fragment": "https://hooks.gent.be/#x", "an empty fragment": "https://hooks.gent.be/#", "unreadable": "https://hooks.gent.be/%zz",
		"a control character": "https://hooks.gent.be/\n", "a space": "https://hooks .gent.be/", "too long": "https://hooks.gent.be/" + strings.Repeat("a", 2048),
		"port 0": "https://hooks.gent.be:0/", "port 22": "https://hooks.gent.be:22/", "port 80": "https://hooks.gent.be:80/",
		"port 1023": "https://hooks.gent.be:1023/", "port 65536": "https://hooks.gent.be:65536/", "port 0443": "https://hooks.gent.be:0443/",
		"localhost": "https://localhost/", "localhost with a stop": "https://localhost./", "LOCALHOST": "https://LOCALHOST:8443/",
		"below localhost": "https://a.localhost/", ".local": "https://printer.local/", ".internal": "https://metadata.google.internal/",
		".Internal.": "https://a.Internal./", "home.arpa": "https://nas.home.arpa/", "one label": "https://mongo:27017/",
		"other letters": "https://ｌocalhost/", "other digits": "https://１２７.0.0.1/", "escaped": "https://%31%32%37.0.0.1/",
		"underscore": "https://a_b.gent.be/", "hyphen first": "https://-a.gent.be/", "two stops": "https://a..gent.be/", "only a stop": "https://./",
		"a long name": "https://" + strings.Repeat("a.", 130) + "be/",
		"127.1":       "https://127.1/", "one number": "https://2130706433/", "hexadecimal": "https://0x7f000001/", "hexadecimal parts": "https://0x7f.0.0.0x1/",
		"octal": "https://0177.0.0.1/", "five parts": "https://1.2.3.4.5/", "a stop behind": "https://127.0.0.1./",
	} {
		err := webhook.CheckURL(text)
		if !errors.Is(err, webhook.ErrURL) {
			t.Errorf("%s is accepted: %v", name, err)
		} else if strings.Contains(err.Error(), "gent.be") {
			t.Errorf("%s: the error repeats the address: %v", name, err)
		}
	}
}

// The last address of each network shows that it was not written too small; the first of the next is in what is accepted.
func TestNoAddressOfAnotherNetworkIsReached(t *testing.T) {
	t.Parallel()
	for name, addresses := range map[string][]string{
		"this host":     {"0.0.0.0", "0.255.255.255", "::"},
		"loopback":      {"127.0.0.1", "127.255.255.255", "::1"},
		"private":       {"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255"},
		"link-local":    {"169.254.0.1", "169.254.255.255", "fe80::1", "febf::1", "fe80::1%25eth0"},
		"metadata":      {"169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254"},
		"cgnat":         {"100.64.0.0", "100.127.255.255"},
		"unique-local":  {"fc00::1", "fdff:ffff::1"},
		"site-local":    {"fec0::1"},
		"multicast":     {"224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"},
		"reserved":      {"240.0.0.1", "255.255.255.255", "192.88.99.1", "4000::1", "5f00::1"},
		"documentation": {"192.0.2.1", "198.51.100.1", "203.0.113.255", "2001:db8::1", "3fff::1", "3fff:fff::1"},
		"benchmarks":    {"198.18.0.1", "198.19.255.255", "2001:2::1"},
		"mapped":        {"::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a9fe:a9fe", "::127.0.0.1"},
		"translated":    {"64:ff9b::127.0.0.1", "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:7f00:1::1", "2001:20::1"},
	} {
		for _, address := range addresses {
			host, dialled := address, address+":443"
			if strings.Contains(address, ":") {
				host = "[" + address + "]"
				dialled = strings.ReplaceAll(host, "%25", "%") + ":443"
			}
			if err := webhook.CheckURL("https://" + host + "/"); !errors.Is(err, webhook.ErrURL) {
				t.Errorf("%s: %s is accepted: %v", name, address, err)
			}
			if webhook.MayDial(dialled) {
				t.Errorf("%s: %s is connected to", name, dialled)
			}
		}
	}
	for _, address := range []string{"8.8.8.8:443", "[2a02:1800::1]:8443"} {
		if !webhook.MayDial(address) {
			t.Errorf("%s is not connected to", address)
		}
	}
	if webhook.MayDial("") {
		t.Error("an address that cannot be read is connected to")
	}
}

func TestADemoMayNameItsOwnMachine(t *testing.T) {
	t.Parallel()
	demo, product := newClient(t, webhook.Config{AllowPrivate: true}), newClient(t, webhook.Config{})
	for _, text := range []string{"http://127.0.0.1:8080/x", "http://localhost/", "https://[::1]:80/", "http://mongo/"} {
		if err := demo.CheckURL(text); err != nil {
			t.Errorf("the demo refuses %s: %v", text, err)
		}
		if err := product.CheckURL(text); !errors.Is(err, webhook.ErrURL) {
			t.Errorf("the product accepts %s: %v", text, err)
		}
	}
	for _, text := range []string{"", "ftp://localhost/", "http://me@localhost/", "http:///x", "http://localhost/#x"} {
		if err := demo.CheckURL(text); !errors.Is(err, webhook.ErrURL) {
			t.Errorf("the demo accepts %q: %v", text, err)
		}
	}
}

// Whatever is accepted names a host that is no address of ours and no name that only we know.
func FuzzCheckURL(f *testing.F) {
	for _, seed := range []string{
		"https://hooks.gent.be:8443/x?y=z", "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://me@a.be/", "https://0x7f.1/",
		"https://a.be#", "https://a.be\\@localhost/", "https://localhost./", "https://[fe80::1%25a]/", "https:a.be",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if webhook.CheckURL(text) != nil {
			return
		}
		at, err := url.Parse(text)
		if err != nil || at.Scheme != "https" || at.User != nil || at.Fragment != "" || !strings.Contains(at.Hostname(), ".") && !strings.Contains(at.Hostname(), ":") {
			t.Fatalf("%q is accepted: %v", text, err)
		}
		address, err := netip.ParseAddr(at.Hostname())
		if err == nil && (!address.IsGlobalUnicast() || address.IsPrivate() || address.Is4In6()) {
			t.Fatalf("%q is accepted", text)
		}
	})
}
