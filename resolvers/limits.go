package resolvers

import (
	"context"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// The limits of one request. A test measures the operations of the app and of the console against them:
// each limit is at least twice and at most six times what they need, so that none drifts away from it.
const (
	maxQuery      = 12 << 10 // bytes of the query's text
	maxTokens     = 1_200    // of the query's text
	maxAliases    = 30       // fields that have another name
	maxDirectives = 20       // in the operation
	maxVariables  = 15       // that the operation takes
	maxRoots      = 5        // fields of a query that stand in no other
	maxMutations  = 5        // fields of a mutation that stand in no other: each may answer hundreds of entries
	maxURL        = 16 << 10 // bytes of the parameters of a GET
	maxNesting    = 64       // objects and lists within each other, in the JSON of a request
	maxPage       = 100      // entries of one page
	defaultPage   = 20
	maxErrors     = 50  // in one answer
	maxWrong      = 100 // wrong fields in one error
	maxMessage    = 300 // bytes of a message or a path in an error
)

// allowance is what depends on who asks.
type allowance struct {
	body       int64 // bytes
	fields     int   // with fragments written out
	depth      int   // fields within fields
	complexity int   // fields, each as often as its list may be long
}

// The allowances. Only senders hand over letters, 500 at a time with long texts.
var (
	appAllowance    = allowance{body: 256 << 10, fields: 600, depth: 14, complexity: 8_000}
	deskAllowance   = allowance{body: 1 << 20, fields: 1_200, depth: 20, complexity: 15_000}
	senderAllowance = allowance{body: 16 << 20, fields: 1_200, depth: 20, complexity: 15_000}
)

// allowedTo is the allowance of who asks: that of an app for citizens and who is not signed in.
func allowedTo(ctx context.Context) allowance {
	switch viewer, err := viewerFrom(ctx); {
	case err != nil:
		return appAllowance
	case viewer.Has(model.RoleSender):
		return senderAllowance
	case viewer.Has(model.RoleCommunicator, model.RoleOperator):
		return deskAllowance
	default:
		return appAllowance
	}
}

// pageSize is how many entries a page has: defaultPage unless asked otherwise, 1 to maxPage.
func pageSize(first *int) (int, error) {
	if first == nil {
		return defaultPage, nil
	}
	if *first < 1 || *first > maxPage {
		return 0, model.Invalid([]model.FieldError{{Path: "first", Message: "must be from 1 to 100"}})
	}
	return *first, nil
}

// pageCost counts what a page may hold as often as it may be long.
func pageCost(child int, first *int) int {
	return 1 + child*max(1, min(maxPage, value(first, defaultPage)))
}

// limitPages counts what a list may hold as often as it may be long.
func limitPages(root *graph.ComplexityRoot) {
	limitDesk(root)
	limitOperations(root)
	limitCalendars(root)
	root.Viewer.Feed = func(child int, first *int, _ *string, _ model.FeedFilter) int { return pageCost(child, first) }
	root.Viewer.Letters = func(child int, first *int, _ *string, _ *bool) int { return pageCost(child, first) }
	root.Viewer.Dossiers = func(child int, first *int, _ *string, _ *bool) int { return pageCost(child, first) }
	root.Viewer.Reminders = func(child int, first *int, _ *string, _ *bool) int { return pageCost(child, first) }
	root.Viewer.Changes = func(child int, _ *string, first *int) int { return pageCost(child, first) }
	root.Subscription.MailboxChanged = func(child int, _ *string) int { return 1 + child*liveChanges }
	root.ProcedureCatalogue.Procedures = func(child int) int { return 1 + child*len(model.CatalogueProcedures()) }
	root.ProcedureInfo.Steps = func(child int) int { return 1 + child*5 }
	root.ProcedureInfo.Deadlines = func(child int) int { return 1 + child*3 }
	root.Query.Outcomes = func(child int, _ *string, first *int, _ *string) int {
		return 1 + child*max(1, min(maxOutcomes, value(first, defaultOutcomes)))/10 // its events are flat
	}
	root.Viewer.Search = func(child int, _ string, first *int, _ *string) int { return pageCost(child, first) }
	root.Viewer.Documents = func(child int, first *int, _ *string, _ model.DocumentFilter) int { return pageCost(child, first) }
	root.Letter.Files = func(child int) int { return 1 + child*(model.MaxDocuments+1) }
	root.Dossier.Files = func(child int) int { return 1 + child*20 }
	root.Query.Runs = func(child int, _ *string, first *int, _ *string) int { return pageCost(child, first) }
	root.LetterRun.Letters = func(child int, first *int, _ *string, _ *model.LetterMark) int { return pageCost(child, first) }
	root.LetterRun.Paper = func(child int, first *int, _ *string) int { return pageCost(child, first) }
	root.LetterRun.Batches = func(child int) int { return 1 + child*shownBatches }
	root.LetterRun.Counts = func(child int) int { return 1 + child*20 } // each is a question to the store
	root.HandOutPaperPayload.Letters = func(child int) int { return 1 + child*model.MaxPaperBatch }
	root.SenderOrganisation.Audit = func(child int, first *int, _ *string) int { return pageCost(child, first) }
	root.SenderOrganisation.Mandates = func(child int) int { return 1 + child*20 }
	root.Organisation.Services = func(child int) int { return 1 + child*20 }
	root.Service.Digital = func(child int) int { return 1 + child*20 }
	root.Viewer.Pushes = func(child int, _ *string, first *int, _ *string) int { return pageCost(child, first) }
	root.Push.Receipts = func(child int) int { return 1 + child*3 }
	root.Viewer.Pinned = func(child int) int { return 1 + child*maxPinned }
	root.Letter.Body = func(child int, _ *model.Language) int { return 20 + child } // a text has up to 20,000 characters
	root.DigitalPost.Senders = func(child int) int { return 1 + child*300 }         // every municipality
	root.Dossier.Letters = func(child int) int { return 1 + child*20 }
	root.EntriesPayload.Entries = func(child int) int { return 1 + child*20 }
	root.Dossier.History = func(child int) int { return 1 + child*10 }
	root.Letter.Pushes = func(child int) int { return 1 + child*4 }
	root.Letter.Reminders = func(child int) int { return 1 + child*4 }
	root.Dossier.Reminders = func(child int) int { return 1 + child*4 }
	root.Dossier.Pushes = func(child int) int { return 1 + child*4 }
}

// limitDesk counts what a communication team asks for.
func limitDesk(root *graph.ComplexityRoot) {
	root.Query.Campaigns = func(child int, first *int, _ *string, _ []model.CampaignState) int { return pageCost(child, first) }
	root.Campaign.Problems = func(child int) int { return 20 + child*10 } // a question to the store
	root.Campaign.Effect = func(child int) int { return 20 + child }      // a question to the store
	root.CampaignEffect.Failures = func(child int) int { return 1 + child*len(model.FailureCodes()) }
	root.CampaignEffect.Silent = func(child int) int { return 1 + child*len(model.SilentReasons()) }
	root.CampaignEffect.Curve = func(child int) int { return 1 + child*500 }
	root.CampaignEffect.CSV = func(child int) int { return 20 + child }
	root.Query.CampaignReport = func(child int, _ string) int { return 5_500 + child } // it reads a territory
	root.Campaign.Log = func(child int) int { return 1 + child*50 }
	root.Query.CampaignAudit = func(child int, first *int, _ *string) int { return pageCost(child, first) }
	root.Query.CampaignCalendar = func(child int, _, _ model.Day) int { return 20 + child }
	root.CampaignCalendar.Spans = func(child int) int { return 1 + child*50 }
	root.CampaignSpan.Overlaps = func(child int) int { return 1 + child*5 }
	root.CampaignPreview.Phones = func(child int) int { return 1 + child*len(model.Platforms())*len(model.Details()) }
	root.Query.DigitalSwitch = func(child int, _, _ *string, _ *int) int { return 1_000 + child } // a walk over the territory
	root.DigitalSwitch.Citizens = func(child int) int { return 1 + child*300 }
	root.DigitalSwitch.Letters = func(child int) int { return 1 + child*500 }
	root.Query.CampaignDesk = func(child int) int { return 20 + child } // some questions to the store
	root.CampaignDesk.Municipalities = func(child int) int { return 1 + child*300 }
	root.CampaignDesk.Elections = func(child int) int { return 1 + child*deskElections }
	root.CampaignDesk.Placeholders = func(child int) int { return 1 + child*len(model.Placeholders()) }
	root.CampaignDryRun.Curve = func(child int) int { return 1 + child*500 }
	root.CampaignDryRun.UnreachableBy = func(child int) int { return 1 + child*300 }
	root.CampaignDryRun.Reasons = func(child int) int { return 1 + child*len(model.TotalReasons()) }
}

// value is what a pointer points to, or the fallback for nil.
func value[T any](pointer *T, fallback T) T {
	if pointer == nil {
		return fallback
	}
	return *pointer
}

// present is a text that may be absent, as GraphQL's resolvers give it.
func present(text model.OptionalText) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}
