package resolvers

import (
	"strconv"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// appStatus tells whether an app of that version still works. INVALID for what is no version.
func (r *Resolver) appStatus(version string) (*graph.AppStatus, error) {
	if !r.validate.rules["appversion"].valid(version) {
		return nil, model.Invalid([]model.FieldError{{Path: "version", Message: r.validate.rules["appversion"].message}})
	}
	given := func(text *string) *string {
		if *text == "" {
			return nil
		}
		return text
	}
	return &graph.AppStatus{
		Supported: !olderVersion(version, r.app.MinimumVersion), MinimumVersion: given(&r.app.MinimumVersion),
		UpgradeURL: given(&r.app.UpgradeURL), Maintenance: given(&r.app.Maintenance), HelpPhone: r.app.HelpPhone,
	}, nil
}

// olderVersion compares versions such as 2.10.0 number by number; missing numbers are zero.
func olderVersion(a, b string) bool {
	numbers := func(version string) [4]int {
		var parsed [4]int
		for i, part := range strings.SplitN(version, ".", 4) {
			parsed[i], _ = strconv.Atoi(part) // the form was checked; the empty version is 0
		}
		return parsed
	}
	x, y := numbers(a), numbers(b)
	for i := range x {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return false
}
