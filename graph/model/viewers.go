package model

import (
	"io"
	"slices"
)

// Viewer is who asks: a citizen, or somebody who acts for an organisation.
type Viewer struct {
	Roles   []Role
	Citizen CitizenID // with CITIZEN
	Org     OrgCode   // with SENDER and COMMUNICATOR
	Behalf  OrgCode   // with SENDER: the organisation that the token names as the one it sends for; empty: none
	Sandbox bool      // with SENDER: reaches test citizens only
	Person  PersonID  // with COMMUNICATOR: who it is
	Born    BirthBand // with CITIZEN, as far as it is known
	// Assurance is how strongly they signed in: the token's `acr`; empty when it does not say.
	Assurance string
	Approves  bool // with COMMUNICATOR: approves campaigns; otherwise writes them
}

// Role is what a viewer may do.
type Role string

// The roles.
const (
	RoleCitizen      Role = "CITIZEN"
	RoleSender       Role = "SENDER"
	RoleCommunicator Role = "COMMUNICATOR"
	RoleOperator     Role = "OPERATOR"
)

// MarshalGQL writes the role as GraphQL does.
func (r Role) MarshalGQL(w io.Writer) { writeEnum(w, r) }

// UnmarshalGQL reads a role.
func (r *Role) UnmarshalGQL(v any) error {
	return readEnum(r, v, []Role{RoleCitizen, RoleSender, RoleCommunicator, RoleOperator})
}

// Has tells whether the viewer has one of roles.
func (v *Viewer) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(role Role) bool { return slices.Contains(v.Roles, role) })
}

// Operation is what a viewer wants to do with a mailbox.
type Operation string

// The operations.
const (
	OperationRead    Operation = "READ"    // look into it
	OperationChange  Operation = "CHANGE"  // mark, set, register
	OperationDeliver Operation = "DELIVER" // put a letter or a status into it
)

// May is the one place that decides whether viewer may do operation on a mailbox. Today a citizen
// may look into and change the own mailbox, and a sender may deliver to any. FORBIDDEN otherwise.
func May(viewer *Viewer, mailbox CitizenID, operation Operation) error {
	switch operation {
	case OperationRead, OperationChange:
		if viewer.Has(RoleCitizen) && viewer.Citizen != "" && viewer.Citizen == mailbox {
			return nil
		}
	case OperationDeliver:
		if viewer.Has(RoleSender) && viewer.Org != "" {
			return nil
		}
	}
	return Errorf(CodeForbidden, "this viewer may not do this with this mailbox")
}
