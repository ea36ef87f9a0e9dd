package model

import "slices"

// Installation says which FCM token an installation of the app has now. FCM gives a new token at
// times, and a phone passes from one citizen to another: with both at once, the claim of the old token
// would still be the old owner's, and the phone would ring for two citizens.
type Installation struct {
	ID     string   `bson:"_id"` // hash of the installation id
	Rev    int64    `bson:"rev"`
	Token  string   `bson:"token"`            // hash of the token that it has: the id of a DeviceClaim
	Before []string `bson:"before,omitempty"` // hashes of tokens that it had, as long as a mailbox may still have them
}

// Collection implements Record.
func (*Installation) Collection() string { return installationsCollection }

// Key implements Record.
func (i *Installation) Key() string { return i.ID }

// Revision implements Record.
func (i *Installation) Revision() *int64 { return &i.Rev }

// Lists implements Record: none.
func (*Installation) Lists() []string { return nil }

// InstallationKey is the id of an installation's record: the app's own id is nobody's to know.
func InstallationKey(installationID string) string { return HashID("installation", installationID) }

// Others are the tokens that the installation has or had, but for one.
func (i *Installation) Others(token string) []string {
	others := slices.Clone(i.Before)
	if i.Token != "" {
		others = append(others, i.Token)
	}
	return slices.DeleteFunc(others, func(other string) bool { return other == token })
}

// Move gives the installation a token. It answers whether anything changed.
func (i *Installation) Move(token string) bool {
	if i.Token == token {
		return false
	}
	i.Before, i.Token = i.Others(token), token
	return true
}

// Forget lets go of the tokens that it had: no mailbox has them any more. It answers whether anything
// changed.
func (i *Installation) Forget() bool {
	if len(i.Before) == 0 {
		return false
	}
	i.Before = nil
	return true
}
