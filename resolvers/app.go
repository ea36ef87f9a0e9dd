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
	status := &graph.AppStatus{
		Supported: !olderVersion(version, r.app.MinimumVersion), MinimumVersion: r.app.MinimumVersion,
		UpgradeURL: r.app.UpgradeURL, HelpPhone: r.app.HelpPhone,
	}
	if r.app.Maintenance != "" {
		status.Maintenance = &r.app.Maintenance
	}
	return status, nil
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
