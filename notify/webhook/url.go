package webhook

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrURL says that a text is not an address to deliver to. Errors that wrap it add which rule is broken and never the
// text: its path or query may be what the receiver recognises us by.
var ErrURL = errors.New("not a webhook address")

const maxURL = 2048 // bytes

// hostName: labels of ASCII letters, digits and hyphens, at least two of them. Other letters come as xn--…; Go would
// translate them, and some of them into digits and full stops.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// numeric is a last label that makes some resolvers read the whole as an IPv4 address: 127.1, 0x7f000001, 0177.0.0.1.
var numeric = regexp.MustCompile(`(^|\.)(0x[0-9a-f]*|\d+)$`)

// CheckURL tells whether a sender may name text as its endpoint: https, a host on the public internet, port 443 or from
// 1024 on, no user, no fragment, at most 2048 bytes. A host is a name of two labels or more that is not kept for local
// use (RFC 6761, 6762 and 8375; .internal), or a public IP address. Where a name leads is not looked up: that may change,
// and is checked at each delivery. An error wraps ErrURL.
func CheckURL(text string) error {
	at, err := parseURL(text)
	if err != nil {
		return err
	}
	if at.Scheme != "https" {
		return fmt.Errorf("%w: it does not begin with https://", ErrURL)
	}
	if port := at.Port(); port != "" && port != "443" {
		if n, err := strconv.Atoi(port); err != nil || n < 1024 || n > 65535 {
			return fmt.Errorf("%w: the port is neither 443 nor 1024 to 65535", ErrURL)
		}
	}
	return checkHost(at.Hostname())
}

// parseURL checks what holds for a demo's address too.
func parseURL(text string) (*url.URL, error) {
	if len(text) > maxURL {
		return nil, fmt.Errorf("%w: it is longer than %d bytes", ErrURL, maxURL)
	}
	at, err := url.Parse(text)
	switch {
	case err != nil: // its text repeats the address
		return nil, fmt.Errorf("%w: it cannot be read", ErrURL)
	case at.Scheme != "https" && at.Scheme != "http":
		return nil, fmt.Errorf("%w: it does not begin with https://", ErrURL)
	case at.Opaque != "" || at.Hostname() == "":
		return nil, fmt.Errorf("%w: it names no host", ErrURL)
	case at.User != nil:
		return nil, fmt.Errorf("%w: it names a user", ErrURL)
	case strings.Contains(text, "#"):
		return nil, fmt.Errorf("%w: it has a fragment", ErrURL)
	}
	return at, nil
}

func checkHost(host string) error {
	if address, err := netip.ParseAddr(host); err == nil {
		if !public(address) {
			return fmt.Errorf("%w: the ip address is not one of the public internet", ErrURL)
		}
		return nil
	}
	name := strings.TrimSuffix(strings.ToLower(host), ".")
	switch {
	case numeric.MatchString(name):
		return fmt.Errorf("%w: the host is a number that is no ip address", ErrURL)
	case local(name):
		return fmt.Errorf("%w: the host is local", ErrURL)
	case len(name) > 253 || !hostName.MatchString(name):
		return fmt.Errorf("%w: the host is no name on the internet", ErrURL)
	}
	return nil
}

// local names mean another host on each network, or none but ours.
func local(name string) bool {
	return slices.ContainsFunc([]string{"localhost", "local", "internal", "home.arpa"}, func(kept string) bool {
		return name == kept || strings.HasSuffix(name, "."+kept)
	})
}
