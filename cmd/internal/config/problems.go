package config

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"burgerbode/cmd/internal/stores"
)

// problems collects what is wrong with a configuration.
type problems struct{ found []error }

// all are the problems, in the order of their flags' names.
func (p *problems) all() []error {
	slices.SortStableFunc(p.found, func(a, b error) int {
		if a.Error() < b.Error() {
			return -1
		}
		return 1
	})
	return p.found
}

// add adds an error, or each of those that it joins.
func (p *problems) add(flag string, err error) {
	joined, several := err.(interface{ Unwrap() []error })
	switch {
	case err == nil:
	case several:
		for _, one := range joined.Unwrap() {
			p.add(flag, one)
		}
	case flag == "":
		p.found = append(p.found, err)
	default:
		p.found = append(p.found, fmt.Errorf("%s: %w", flag, err))
	}
}

func (p *problems) check(holds bool, format string, args ...any) {
	if !holds {
		p.found = append(p.found, fmt.Errorf(format, args...))
	}
}

func (p *problems) filled(flag, value string) { p.check(value != "", "%s is missing", flag) }

func (p *problems) store(u StoreURL) {
	if u == "" {
		p.check(false, "--store is missing: want %s", stores.Kinds)
		return
	}
	p.add("--store", stores.Check(string(u)))
}

func (p *problems) address(flag, value string, needed bool) {
	if value == "" && !needed {
		return
	}
	_, port, err := net.SplitHostPort(value)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	p.check(err == nil, "%s: %q is not host:port", flag, value)
}

func (p *problems) url(flag, value string, needed bool) {
	if value == "" {
		p.check(!needed, "%s is missing", flag)
		return
	}
	parsed, err := url.Parse(value)
	good := err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host != ""
	p.check(good, "%s: %q is not an http or https address", flag, value)
}

// fcm checks FCM's base address, to which /projects/… is appended.
func (p *problems) fcm(flag, value string) {
	before := len(p.found)
	p.url(flag, value, false)
	parsed, err := url.Parse(value)
	good := value == "" || (err == nil && strings.HasSuffix(parsed.Path, "/v1"))
	p.check(good || len(p.found) > before, "%s: %q does not end in /v1", flag, value)
}

func (p *problems) file(flag, path string) {
	if path == "" {
		return
	}
	_, err := os.Stat(path)
	p.add(flag, err)
}

func (p *problems) version(flag, value string) {
	form := regexp.MustCompile(`^(\d{1,4}(\.\d{1,5}){0,3})?$`)
	p.check(form.MatchString(value), "%s: %q is not a version such as 2.4.0", flag, value)
}

// acrs checks values that stand between quotes in a header, separated by spaces.
func (p *problems) acrs(flag string, values []string) {
	for _, value := range values {
		p.check(regexp.MustCompile(`^[\x21\x23-\x5b\x5d-\x7e]+$`).MatchString(value), "%s: %q must be without spaces, quotes and backslashes", flag, value)
	}
}

// origins checks hosts, with stars in them, as a browser names the page's: with the port where there is one, without a path. A
// star that stands for all hosts would let any page follow the mailbox of who is signed in there.
func (p *problems) origins(flag string, values []string) {
	for _, value := range values {
		form := regexp.MustCompile(`^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?$`)
		p.check(form.MatchString(value), "%s: %q is not a host such as app.example.be or *.example.be", flag, value)
	}
}

func (p *problems) duration(flag string, value Duration) {
	parsed, err := time.ParseDuration(string(value))
	p.check(err == nil && parsed > 0, "%s: %q is not a duration such as 10s", flag, string(value))
}

func (p *problems) count(flag string, value Count, least, most int) {
	parsed, err := strconv.Atoi(string(value))
	p.check(err == nil && parsed >= least && parsed <= most, "%s: %q is not a number from %d to %d", flag, string(value), least, most)
}
