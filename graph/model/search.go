package model

// Searched is what a search looks at: the texts of one entry, as the app shows them.
type Searched struct {
	Entry Entry
	Texts []string
}

// Search is every entry whose texts match, archived and ticked-off ones too, the newest first by
// (moment, id). org names an organisation as citizens see it; matches tells whether the texts of one
// entry hold what is looked for, and knows how texts compare.
func (m *Mailbox) Search(org func(OrgCode) string, matches func(texts []string) bool) []Entry {
	var found []Entry
	for _, searched := range m.searched(org) {
		if matches(searched.Texts) {
			found = append(found, searched.Entry)
		}
	}
	sortEntries(found)
	return found
}

// searched are the texts of all entries.
func (m *Mailbox) searched(org func(OrgCode) string) []Searched {
	all := make([]Searched, 0, len(m.Letters.Entries)+len(m.Dossiers.Entries)+len(m.Reminders.Entries))
	titles := func(texts []string, files []*InboxDocument) []string {
		for _, file := range files {
			texts = append(texts, file.Title)
		}
		return texts
	}
	for _, l := range m.Letters.Entries {
		letter := InboxLetter{l, m}
		texts := []string{l.Subject, l.Preview, org(l.Sender), l.Reference, string(l.Service), letter.KindTitle()}
		all = append(all, Searched{letter, titles(texts, letter.Files())})
	}
	for _, d := range m.Dossiers.Entries {
		dossier := InboxDossier{d, m}
		texts := []string{d.Title, d.Number, org(d.Org), d.Status().Label}
		all = append(all, Searched{dossier, titles(texts, dossier.Files())})
	}
	for _, r := range m.Reminders.Entries {
		all = append(all, Searched{InboxReminder{r, m}, []string{r.Title}})
	}
	return all
}
