package notify

import "burgerbode/graph/model"

// PickOrder says which of the messages that wait are taken first: true for a mass one.
func PickOrder(personals, masses int) []bool {
	s := newSends()
	for i := range personals + masses {
		s.add(outgoing{send: model.Send{Mass: i >= personals}})
	}
	s.close()
	var order []bool
	for {
		o, ok := s.next()
		if !ok {
			return order
		}
		order = append(order, o.send.Mass)
	}
}
