package model

// Search is every entry whose texts match, archived and ticked-off ones too, the newest first by
// (moment, id). org names an organisation as citizens see it; matches tells whether the texts of one
// entry, as the app shows them, hold what is looked for, and knows how texts compare; previewed tells whether the
// viewer may see the first words of an entry's text.
func (m *Mailbox) Search(org func(OrgCode) string, previewed func(EntryID) bool, matches func(texts []string) bool) []Entry {
	var found []Entry
	look := func(entry Entry, files []*InboxDocument, texts ...string) {
		for _, file := range files {
			texts = append(texts, file.Title)
		}
		if matches(texts) {
			found = append(found, entry)
		}
	}
	for _, l := range m.Letters.Entries {
		letter := InboxLetter{l, m}
		preview := ""
		if previewed(l.ID) {
			preview = l.Preview
		}
		look(letter, letter.Files(), l.Subject, preview, org(l.Sender), l.Reference, string(l.Service), letter.KindTitle())
	}
	for _, d := range m.Dossiers.Entries {
		dossier := InboxDossier{d, m}
		look(dossier, dossier.Files(), d.Title, d.Number, org(d.Org), d.Status().Label)
	}
	for _, r := range m.Reminders.Entries {
		look(InboxReminder{r, m}, nil, r.Title)
	}
	sortEntries(found)
	return found
}
