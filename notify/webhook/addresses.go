package webhook

import "net/netip"

// specialIPv4 are the IPv4 networks that are not the public internet
// (https://www.iana.org/assignments/iana-ipv4-special-registry), and what answers only to the machines of one cloud.
var specialIPv4 = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),        // this host, this network
	netip.MustParsePrefix("10.0.0.0/8"),       // private
	netip.MustParsePrefix("100.64.0.0/10"),    // carrier-grade NAT; 100.100.100.200 is Alibaba's metadata
	netip.MustParsePrefix("127.0.0.0/8"),      // loopback
	netip.MustParsePrefix("168.63.129.16/32"), // Azure's metadata, the one that looks public
	netip.MustParsePrefix("169.254.0.0/16"),   // link-local; 169.254.169.254 is the metadata of most clouds
	netip.MustParsePrefix("172.16.0.0/12"),    // private
	netip.MustParsePrefix("192.0.0.0/24"),     // IETF protocols; 192.0.0.192 is Oracle's metadata
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation
	netip.MustParsePrefix("192.88.99.0/24"),   // 6to4 relays
	netip.MustParsePrefix("192.168.0.0/16"),   // private
	netip.MustParsePrefix("198.18.0.0/15"),    // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("224.0.0.0/4"),      // multicast
	netip.MustParsePrefix("240.0.0.0/4"),      // reserved, broadcast
}

// publicIPv6 is all that IANA has given out for the public internet. What lies outside needs no list of its own: loopback,
// unique-local (and in it AWS' metadata), link-local, multicast, IPv4-mapped, and NAT64 with any IPv4 address behind it.
var publicIPv6 = netip.MustParsePrefix("2000::/3")

// specialIPv6 are the exceptions within publicIPv6 (https://www.iana.org/assignments/iana-ipv6-special-registry).
var specialIPv6 = []netip.Prefix{
	netip.MustParsePrefix("2001::/23"),     // IETF protocols: Teredo, benchmarks, ORCHID
	netip.MustParsePrefix("2001:db8::/32"), // documentation
	netip.MustParsePrefix("2002::/16"),     // 6to4: any IPv4 address, private ones too
	netip.MustParsePrefix("3fff::/20"),     // documentation
}

// public tells whether an address is one of the public internet. An IPv4 address that is written as an IPv6 one is not:
// no resolver answers so.
func public(address netip.Addr) bool {
	special := specialIPv4
	if !address.Is4() {
		if address.Zone() != "" || !publicIPv6.Contains(address) {
			return false
		}
		special = specialIPv6
	}
	for _, network := range special {
		if network.Contains(address) {
			return false
		}
	}
	return address.IsValid()
}
