package config

import (
	"time"

	"burgerbode/cmd/internal/orgfile"
	"burgerbode/cmd/internal/process"
	"burgerbode/graph/store"
)

// Log says how a command logs.
type Log struct {
	Level  string `name:"log-level" default:"info" help:"Least level that is logged: debug, info, warn or error."`
	Format string `name:"log-format" default:"text" help:"text or json."`
}

// Keys says what the keyed hashes in the store are made with.
type Keys struct {
	Secret     Secret `help:"Secret of the keyed hashes, at least 32 bytes. It must never change, and never lie where the store lies."`
	SecretFile string `help:"File that holds the secret, in place of --secret."`
}

// WebhookKeys says what the signing secrets of webhooks are sealed with in the store.
type WebhookKeys struct {
	WebhookKeys     Secret `name:"webhook-keys" help:"Keys, each at least 32 bytes, with commas between them, with which the signing secrets of webhooks are sealed in the store. The first seals and all open: a new one goes in front, for every API and notifier, and the old one may go once a notifier has run with both. The same for both commands; empty: no webhook can be set."`
	WebhookKeysFile string `name:"webhook-keys-file" help:"File that holds those keys, one a line, in place of --webhook-keys."`
}

// API is the configuration of cmd/api.
type API struct {
	Addr      string   `default:"127.0.0.1:8080" help:"Address of the API."`
	AdminAddr string   `default:"127.0.0.1:9080" help:"Address of /metrics and /debug/pprof/, for operators only; empty for none."`
	Store     StoreURL `help:"Where the documents are: mongodb://host/database, mongodb+srv://host/database, sqlite:///path/file.db or sqlite::memory:. Required."`
	Keys      `embed:""`

	WebhookKeys `embed:""`

	Organisations string `help:"JSON file with the organisations that send, a list such as [{\"code\": \"OVO000001\", \"name\": \"Stad X\", \"level\": \"MUNICIPAL\", \"nis\": [\"12025\"], \"contact\": {\"desk\": \"Burgerzaken\"}}]: level is MUNICIPAL, PROVINCIAL, FLEMISH or FEDERAL; nis is for whom it may send, none: all of Flanders; contact may have name, desk, address, phone, email, website, openingHours. There may be initials, logo (an https address), supplier (true: sends for others only), services [{\"id\": \"financien\", \"name\": \"Financiën\", \"digital\": [{\"kind\": \"TAX_BILL\", \"from\": \"2026-07-01\"}]}] quota {\"lettersPerDay\": 50000} and procedures [{\"procedure\": \"PASSPORT_APPLICATION\", \"offered\": true, \"startUrl\": \"https://…\"}] (a municipality's; one that is not there is offered at its counter), and products [{\"product\": \"1234\", \"procedure\": \"PASSPORT_APPLICATION\"}], by which a dossier from DOSIS has its procedure. At start they are saved in the store; others there stay, as do mandates, other departments, and a known department's digital dates, which organisations set themselves."`

	Issuer   string `default:"https://authenticatie.vlaanderen.be/op" help:"Issuer of the access tokens, their iss."`
	Audience string `help:"Audience of the access tokens, in their aud."`
	JWKSURL  string `name:"jwks-url" default:"https://authenticatie.vlaanderen.be/op/v1/keys" help:"Where the issuer publishes its keys."`

	ConsoleClientID string `name:"console-client-id" help:"Client id by which the issuer knows the web console, a public client whose redirect address is /console/signed-in; empty: nobody signs in there."`
	AuthorizeURL    string `name:"authorize-url" default:"https://authenticatie.vlaanderen.be/op/v1/auth" help:"Where the web console sends people to sign in."`
	TokenURL        string `name:"token-url" default:"https://authenticatie.vlaanderen.be/op/v1/token" help:"Where the web console gets their tokens."`
	ConsoleScope    string `name:"console-scope" default:"openid profile vo burgerbode_campaigns" help:"Scope that the web console asks for: openid, and what puts the audience, the organisation and the role in the token."`

	NumberClaim string `default:"rrn" help:"Claim with the national number."`
	GroupClaim  string `default:"vo_doelgroepcode" help:"Claim with the target group; BUR is a citizen."`
	OrgClaim    string `default:"vo_orgcode" help:"Claim with the organisation's code."`
	RoleClaim   string `default:"burgerbode_role" help:"Claim with the role: author, approver or operator."`
	SendScope   string `default:"burgerbode_send" help:"Scope that lets an organisation send."`

	SandboxScope string `default:"burgerbode_sandbox" help:"Scope that, beside the one to send, lets an organisation reach test citizens only."`
	BehalfClaim  string `default:"burgerbode_on_behalf_of" help:"Claim with the organisation that a supplier's token is for."`

	ACRClaim     string   `name:"acr-claim" default:"acr" help:"Claim with how strongly somebody signed in."`
	SensitiveACR []string `name:"sensitive-acr" help:"Values of that claim, separated by commas, with which a citizen sees the text and documents of sensitive letters; apps are told to ask for them in this order. Empty: with every one."`

	MinimumVersion string `help:"Lowest version of the app that may be used; empty: every version."`
	UpgradeURL     string `name:"upgrade-url" help:"Where a newer version of the app is."`
	Maintenance    string `help:"What to tell citizens about works on the service, in Dutch; empty: none."`
	HelpPhone      string `default:"1700" help:"Telephone number for help."`

	RateViewer     Count    `name:"rate-viewer" default:"300" help:"Requests a minute of one citizen, or of one person of an organisation; 0: no bound. Senders have a daily quota of letters instead. Each process counts for itself, here and below."`
	RatePoints     Count    `name:"rate-points" default:"200000" help:"Complexity of all that one of those asks in a minute, as extensions.cost counts it; 0: no bound."`
	RateAnonymous  Count    `name:"rate-anonymous" default:"6000" help:"Requests a minute without a valid token from one IPv4 address or IPv6 network (/64); 0: no bound."`
	RateAddress    Count    `name:"rate-address" default:"60000" help:"Requests a minute from one such address, whoever asks; 0: no bound. Mobile networks hide thousands of phones behind one."`
	Origins        []string `help:"Hosts, with commas between them, whose web pages may use the API, also over a WebSocket: app.example.be, *.example.be. The service's own always may, and so may apps."`
	TrustedProxies string   `help:"Networks such as 10.0.0.0/8, with commas between them, whose X-Forwarded-For is believed; empty: the address of the connection counts."`

	Development bool     `help:"For developers of apps: allow introspection of the contract and any document, and serve GraphiQL at /graphql."`
	Drain       Duration `default:"35s" help:"How long requests under way may take when the process is told to end; a request takes at most 30s."`
	Log         `embed:""`
}

// Check implements Checker.
func (c *API) Check() []error {
	var p problems
	p.address("--addr", c.Addr, true)
	p.address("--admin-addr", c.AdminAddr, false)
	p.store(c.Store)
	_, err := c.Keyring()
	p.add("", err)
	_, err = c.Ring()
	p.add("", err)
	if c.Organisations != "" {
		_, err := orgfile.Read(c.Organisations)
		p.add("--organisations", err)
	}
	p.url("--issuer", c.Issuer, true)
	p.url("--jwks-url", c.JWKSURL, true)
	p.url("--authorize-url", c.AuthorizeURL, true)
	p.url("--token-url", c.TokenURL, true)
	p.filled("--console-scope", c.ConsoleScope)
	p.url("--upgrade-url", c.UpgradeURL, false)
	p.filled("--audience", c.Audience)
	for flag, value := range map[string]string{
		"--number-claim": c.NumberClaim, "--group-claim": c.GroupClaim, "--org-claim": c.OrgClaim,
		"--role-claim": c.RoleClaim, "--send-scope": c.SendScope,
		"--sandbox-scope": c.SandboxScope, "--behalf-claim": c.BehalfClaim, "--acr-claim": c.ACRClaim,
	} {
		p.filled(flag, value)
	}
	p.acrs("--sensitive-acr", c.SensitiveACR)
	p.origins("--origins", c.Origins)
	p.version("--minimum-version", c.MinimumVersion)
	c.checkRates(&p)
	p.duration("--drain", c.Drain)
	p.logger(c.Log)
	return p.all()
}

// Notifier is the configuration of cmd/notifier.
type Notifier struct {
	Name      string   `help:"Name of this notifier, for people; empty: the machine's."`
	AdminAddr string   `default:"127.0.0.1:9081" help:"Address of /metrics, /push and /debug/pprof/, for operators only; empty for none."`
	Store     StoreURL `help:"Where the documents are, as for the API. Required."`

	WebhookKeys `embed:""`

	FCMProject     string `name:"fcm-project" help:"Id of the Firebase project."`
	FCMEndpoint    string `name:"fcm-endpoint" help:"Base address of FCM with the version, such as http://127.0.0.1:8080/fcm/v1; empty: Google's."`
	FCMCredentials string `name:"fcm-credentials" help:"File with Google credentials; empty: the machine's own, or none where --fcm-endpoint is set."`

	FCMQuota      Count    `name:"fcm-quota" default:"600000" help:"Messages a minute that FCM takes from the project. The same for all notifiers of a store, as the next."`
	FCMShare      Count    `name:"fcm-share" default:"50" help:"Percent of the quota that the notifiers may use together. Each has the part of the slots that it holds."`
	Ramp          Duration `default:"60s" help:"In how long the rate goes up from a tenth to all of that, for as long as messages wait for it."`
	AvoidQuarters bool     `help:"Hold mass pushes back in the 2 minutes before and after each quarter of an hour, when FCM is busiest."`
	CanaryWait    Duration `default:"15m" help:"For how long a campaign looks at how it goes with its first citizens before it tells the others. The same for all notifiers of a store."`

	Concurrency Count    `default:"512" help:"Most messages on their way to FCM at the same time. How many there are follows how fast FCM answers."`
	Batch       Count    `default:"200" help:"Mailboxes read or saved at once, 1 to 500."`
	Idle        Duration `default:"1s" help:"Between two looks for what is due."`
	Beat        Duration `default:"2s" help:"Between two signs of life. The same for all notifiers of a store, as the next three."`
	Fence       Duration `default:"8s" help:"No message is sent later than this after the last sign of life."`
	Timeout     Duration `default:"10s" help:"What one request may take. Told to end, the notifier ends within twice this."`
	Dead        Duration `default:"20s" help:"A notifier without a sign of life for so long is dead; more than --fence and --timeout together."`
	Log         `embed:""`
}

// Check implements Checker.
func (c *Notifier) Check() []error {
	var p problems
	p.address("--admin-addr", c.AdminAddr, false)
	p.store(c.Store)
	_, err := c.Ring()
	p.add("", err)
	p.filled("--fcm-project", c.FCMProject)
	p.fcm("--fcm-endpoint", c.FCMEndpoint)
	p.file("--fcm-credentials", c.FCMCredentials)
	p.count("--fcm-quota", c.FCMQuota, 1, 1_000_000_000)
	p.count("--fcm-share", c.FCMShare, 1, 100)
	p.duration("--ramp", c.Ramp)
	p.duration("--canary-wait", c.CanaryWait)
	p.count("--concurrency", c.Concurrency, 1, 10_000)
	p.count("--batch", c.Batch, 1, store.MaxBatch)
	p.duration("--idle", c.Idle)
	p.duration("--beat", c.Beat)
	p.duration("--fence", c.Fence)
	p.duration("--timeout", c.Timeout)
	p.duration("--dead", c.Dead)
	if len(p.found) == 0 {
		p.check(c.Beat.Value() < c.Fence.Value(), "--beat: %s is not below --fence, %s", c.Beat, c.Fence)
		p.check(c.Fence.Value()+c.Timeout.Value() < c.Dead.Value(), "--dead: %s is not above --fence and --timeout together", c.Dead)
	}
	p.logger(c.Log)
	return p.all()
}

// Demo is the configuration of cmd/demo.
type Demo struct {
	Addr         string   `default:"127.0.0.1:8080" help:"Address of everything; port 0 is any free one."`
	Store        StoreURL `default:"sqlite::memory:" help:"Where the documents are, as for the API. What is there already stays."`
	Citizens     Count    `default:"300" help:"How many citizens to make; 0 for none."`
	Town         Count    `default:"1500" help:"How many more people live in the city whose team sends campaigns, most of them with a phone; none where there are no citizens."`
	Seed         uint64   `default:"1" help:"Another seed makes other people around An Peeters; the same one and clock make the same data each time."`
	CanaryWait   Duration `default:"20s" help:"For how long a campaign looks at how it goes with its first citizens: short, since whoever looks at the demo does not wait for a quarter of an hour."`
	Clock        string   `default:"auto" help:"now: the machine's. A moment such as 2026-06-01T10:00:00+02:00: it starts there. auto: now, but at the next 10:00 of a working day where phones would not ring now."`
	SensitiveACR []string `name:"sensitive-acr" help:"As for the API. The demo's citizens sign in with urn:be:vlaanderen:authmech:eid unless POST /dev/token asks for another acr."`
	LogLevel     string   `name:"log-level" default:"warn" help:"Least level that is logged: debug, info, warn or error."`
}

// Check implements Checker.
func (c *Demo) Check() []error {
	var p problems
	p.address("--addr", c.Addr, true)
	p.store(c.Store)
	p.count("--citizens", c.Citizens, 0, 20_000)
	p.count("--town", c.Town, 0, 15_000)
	p.duration("--canary-wait", c.CanaryWait)
	p.acrs("--sensitive-acr", c.SensitiveACR)
	if c.Clock != "auto" && c.Clock != "now" {
		_, err := time.Parse(time.RFC3339, c.Clock)
		p.check(err == nil, "--clock: %q is not auto, now or a moment such as 2026-06-01T10:00:00+02:00", c.Clock)
	}
	p.logger(Log{Level: c.LogLevel, Format: "text"})
	return p.all()
}

// logger checks how a command logs.
func (p *problems) logger(l Log) {
	_, err := process.Level(l.Level)
	p.add("--log-level", err)
	p.check(l.Format == "text" || l.Format == "json", "--log-format: %q is not text or json", l.Format)
}
