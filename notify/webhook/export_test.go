package webhook

// MayDial tells whether a Client without AllowPrivate would connect to address ("ip:port"). No test can be answered from
// a public one.
func MayDial(address string) bool { return onlyPublic("tcp", address, nil) == nil }
