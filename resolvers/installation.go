package resolvers

import (
	"context"
	"net/http"
)

// installationHeader names the installation of the app that asks: the id that it registers with.
const installationHeader = "Burgerbode-Installation"

// maxInstallation is the longest id of an installation, as RegisterDeviceInput has it, in bytes.
const maxInstallation = 64

type installationKey struct{}

// withInstallation keeps which installation asks. What is no id of one counts as none: the header
// spares a phone a message, says whose receipt it is, and decides nothing else.
func withInstallation(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id := r.Header.Get(installationHeader); isInstallation(id) {
			r = r.WithContext(context.WithValue(r.Context(), installationKey{}, id))
		}
		next.ServeHTTP(w, r)
	})
}

// installationFrom is the installation that asks; empty when that is not known.
func installationFrom(ctx context.Context) string {
	id, _ := ctx.Value(installationKey{}).(string)
	return id
}

func isInstallation(id string) bool { return id != "" && len(id) <= maxInstallation && printable(id) }
