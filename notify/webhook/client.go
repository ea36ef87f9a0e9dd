package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"syscall"
	"time"
)

const (
	// DefaultTimeout is the time that one Send may take. Standard Webhooks recommends 15 to 30 s; a receiver that does its
	// work before it answers ties up one of our senders meanwhile, and 10 s are ample for one that notes the event down.
	DefaultTimeout = 10 * time.Second

	// UserAgent is what a receiver knows our requests by, beside the signature.
	UserAgent = "Burgerbode-Webhook/1"

	maxAnswer  = 4 << 10  // bytes that are read of an answer's body, so that a polite endpoint keeps its connection
	maxHeaders = 64 << 10 // bytes that are read of its headers
)

// Config says how deliveries are made.
type Config struct {
	// Now is the clock. Required.
	Now func() time.Time

	// AllowPrivate is for demos and tests on one machine: http and addresses of any network are allowed.
	AllowPrivate bool

	// Timeout bounds one Send, from the look-up of the name to the end of the answer. 0 means DefaultTimeout.
	Timeout time.Duration

	// RootCAs are the authorities trusted for endpoints' certificates; nil means the system's.
	RootCAs *x509.CertPool

	// Resolver looks the names of endpoints up; nil means the system's.
	Resolver *net.Resolver
}

// Endpoint is where a sender takes its events.
type Endpoint struct {
	// URL is an address that CheckURL allows.
	URL string

	// Secret signs the deliveries. Required.
	Secret Secret

	// Previous signs them too while the receiver may still know the former secret only; zero at all other times.
	Previous Secret
}

// Format prints the endpoint's host for every verb: the rest of its address may be what the receiver recognises us by.
func (e Endpoint) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, "Endpoint("+e.host()+")")
}

// LogValue is the endpoint's host.
func (e Endpoint) LogValue() slog.Value { return slog.StringValue(e.host()) }

func (e Endpoint) host() string {
	at, err := url.Parse(e.URL)
	if err != nil {
		return "unreadable"
	}
	return at.Host
}

// Message is one attempt to deliver one event.
type Message struct {
	// ID names the event and is the same at each attempt, so that a receiver can drop what it has already: 1 to 256 ASCII
	// letters, digits, underscores, colons and hyphens.
	ID string

	// At is the moment of this attempt, not that of the event: receivers refuse what is five minutes old, to keep others
	// from repeating it. The zero At means now.
	At time.Time

	// Body is the event as JSON. It is sent byte by byte as it is signed.
	Body []byte
}

// Format prints id and size for every verb.
func (m Message) Format(state fmt.State, _ rune) {
	_, _ = fmt.Fprintf(state, "Message(%s, %d bytes)", m.ID, len(m.Body))
}

// LogValue is the id and the size.
func (m Message) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", m.ID), slog.Int("bytes", len(m.Body)))
}

// messageID leaves out the full stop: with it, one signature would fit more than one message ("Signature scheme").
var messageID = regexp.MustCompile(`^[A-Za-z0-9_:-]{1,256}$`)

// Client delivers events. It may be used by many goroutines at once, and has none but those of its connections, which
// Close ends.
type Client struct {
	http         *http.Client
	now          func() time.Time
	timeout      time.Duration
	allowPrivate bool
}

// New makes a Client and connects to nothing. The error names every problem of the configuration at once.
func New(c Config) (*Client, error) {
	var problems []error
	if c.Now == nil {
		problems = append(problems, errors.New("there is no clock"))
	}
	if c.Timeout < 0 {
		problems = append(problems, fmt.Errorf("timeout %v is negative", c.Timeout))
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("webhook configuration: %w", errors.Join(problems...))
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	return &Client{
		http: &http.Client{
			Transport:     newTransport(c),
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		now: c.Now, timeout: c.Timeout, allowPrivate: c.AllowPrivate,
	}, nil
}

// newTransport makes a transport for few requests at a time to each of many hosts.
func newTransport(c Config) *http.Transport {
	dialer := &net.Dialer{Resolver: c.Resolver, KeepAlive: 30 * time.Second}
	if !c.AllowPrivate {
		dialer.Control = onlyPublic
	}
	return &http.Transport{
		Proxy:                  nil, // not even the environment's: a proxy would look the name up where we cannot check
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true, // a dialer of our own would switch it off
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeaders,
		DisableCompression:     true,
	}
}

// onlyPublic runs between the look-up of a name and the connection, once for each address that the name leads to.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read the address to connect to: %w", err)
	}
	if !public(at.Addr()) {
		return errNotPublic
	}
	return nil
}

// Close drops the unused connections. Deliveries under way are not disturbed.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// CheckURL tells whether this client would deliver to text: what the function CheckURL allows, and with AllowPrivate any
// http or https address without a user and a fragment. An error wraps ErrURL.
func (c *Client) CheckURL(text string) error {
	if c.allowPrivate {
		_, err := parseURL(text)
		return err
	}
	return CheckURL(text)
}

// Send makes one attempt to deliver m to the endpoint. Where ctx ends it, the outcome is a Retry that says nothing about
// the endpoint: the caller, who knows its ctx, need not count it.
func (c *Client) Send(ctx context.Context, to Endpoint, m Message) Outcome {
	if err := c.CheckURL(to.URL); err != nil {
		return refused(err.Error())
	}
	if to.Secret == (Secret{}) {
		return refused("the endpoint has no secret")
	}
	if !messageID.MatchString(m.ID) {
		return refused("the event's id cannot be signed")
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(limited, http.MethodPost, to.URL, bytes.NewReader(m.Body))
	if err != nil {
		return refused(ErrURL.Error())
	}
	c.sign(request, to, m)
	response, err := c.http.Do(request)
	if err != nil {
		return unanswered(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	// The status has decided; an endpoint that is slow or breaks off now only loses its connection.
	_, _ = io.CopyN(io.Discard, response.Body, maxAnswer)
	return answered(response.StatusCode, response.Header)
}

func (c *Client) sign(request *http.Request, to Endpoint, m Message) {
	if m.At.IsZero() {
		m.At = c.now()
	}
	timestamp := strconv.FormatInt(m.At.Unix(), 10)
	signature := to.Secret.sign(m.ID, timestamp, m.Body)
	if to.Previous != (Secret{}) {
		signature += " " + to.Previous.sign(m.ID, timestamp, m.Body)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", UserAgent)
	request.Header.Set("Webhook-Id", m.ID)
	request.Header.Set("Webhook-Timestamp", timestamp)
	request.Header.Set("Webhook-Signature", signature)
}
