package config

import (
	"fmt"
	"net/netip"
	"strings"

	"burgerbode/resolvers"
)

// Rates are how much may be asked in a minute; an error names a trusted proxy that is no network.
func (c *API) Rates() (resolvers.Rates, error) {
	trusted, err := networks(c.TrustedProxies)
	return resolvers.Rates{
		Viewer: c.RateViewer.Value(), Points: c.RatePoints.Value(), Anonymous: c.RateAnonymous.Value(), Address: c.RateAddress.Value(),
		TrustedProxies: trusted,
	}, err
}

func (c *API) checkRates(p *problems) {
	const most = 100_000_000
	p.count("--rate-viewer", c.RateViewer, 0, most)
	p.count("--rate-points", c.RatePoints, 0, most)
	p.count("--rate-anonymous", c.RateAnonymous, 0, most)
	p.count("--rate-address", c.RateAddress, 0, most)
	if points := c.RatePoints.Value(); points > 0 {
		p.check(points >= resolvers.MaxPoints(), "--rate-points: %d would never let the costliest operation through: want 0 or at least %d", points, resolvers.MaxPoints())
	}
	_, err := networks(c.TrustedProxies)
	p.add("--trusted-proxies", err)
}

// networks reads networks with commas between them.
func networks(text string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		network, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network such as 10.0.0.0/8", part)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}
