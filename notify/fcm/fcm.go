// Package fcm sends messages through Firebase Cloud Messaging's HTTP v1 API
// with Google's Go Admin SDK.
//
// It promises four things:
//
//   - One [Client.Send] puts at most one HTTP request on the wire. The SDK on
//     its own would repeat a 503 or a broken connection four times, the first
//     time at once, where FCM asks for ten seconds; that is switched off (see
//     once.go). When to try again is the caller's business.
//   - A Send ends within [Config.Timeout], whatever FCM, the network or the
//     server that issues access tokens does.
//   - Every answer becomes one [Result] with one [Class], so that the caller
//     decides by six words and not by forty errors.
//   - A device is only reported as gone ([Unregistered]) when FCM itself says
//     so about the device. A wrong address, project or credential of ours
//     never costs a device, not even a valid one of another project.
//
// Registration tokens are never logged and are cut out of error texts.
//
// A Client is for many senders at once. Beside those of its connections, which
// [Client.Close] ends, it has one goroutine at most: the renewal of an access
// token, which ends within the timeout.
// Start reading at [New], then send.go. Package fcmtest has a fake FCM.
package fcm

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	firebase "firebase.google.com/go/v4"
	"firebase.google.com/go/v4/messaging"
	"google.golang.org/api/option"
)

const (
	// DefaultTimeout is the time that one Send may take. FCM asks clients to
	// wait for an answer for at least ten seconds
	// (https://firebase.google.com/docs/cloud-messaging/scale-fcm).
	DefaultTimeout = 10 * time.Second

	// DefaultMaxIdleConns is the number of unused connections that are kept. It
	// is twice the number of senders that a notifier is expected to have.
	DefaultMaxIdleConns = 256

	googleEndpoint = "https://fcm.googleapis.com/v1"
)

// Config says which project is sent for, and where to.
type Config struct {
	// Project is the Firebase project's id. Required.
	Project string

	// Endpoint is the base address, with the version: "https://host/v1". Empty
	// means Google's own.
	Endpoint string

	// CredentialsFile is the path of a Google credentials file (a service
	// account's key, or a workload identity configuration). Empty with an
	// Endpoint means that nothing is authenticated, as a fake FCM wants it;
	// empty without an Endpoint means Google's application default credentials.
	CredentialsFile string

	// Timeout bounds one Send. 0 means [DefaultTimeout].
	Timeout time.Duration

	// MaxIdleConns is the number of unused connections that are kept for the
	// next messages; at least the number of senders. 0 means
	// [DefaultMaxIdleConns].
	MaxIdleConns int

	// RootCAs are the authorities trusted for the endpoint's certificate; nil
	// means the system's.
	RootCAs *x509.CertPool
}

// Client sends messages for one Firebase project. It may be used by many
// goroutines at once.
type Client struct {
	messages *messaging.Client
	base     *http.Transport
	timeout  time.Duration
}

// New makes a Client. It reads the credentials file but sends nothing; use
// [Client.SelfTest] to find out whether FCM takes the credentials. The
// error names every problem of the configuration at once. Once New has
// returned, ctx may end.
func New(ctx context.Context, c Config, log *slog.Logger) (*Client, error) {
	c = c.withDefaults()
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("fcm configuration: %w", err)
	}
	base := newTransport(c)
	var next http.RoundTripper = base
	authenticated := c.CredentialsFile != "" || c.Endpoint == googleEndpoint
	if authenticated {
		t, err := newTokens(ctx, c, base, log)
		if err != nil {
			return nil, err
		}
		next = &bearer{tokens: t, next: base}
	}
	// With a client of our own the SDK adds no authentication and opens no
	// connections itself.
	app, err := firebase.NewApp(ctx, &firebase.Config{ProjectID: c.Project},
		option.WithHTTPClient(&http.Client{
			Transport:     &once{next: next},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		option.WithEndpoint(c.Endpoint),
	)
	if err != nil {
		return nil, fmt.Errorf("start the firebase sdk: %w", err)
	}
	messages, err := app.Messaging(ctx)
	if err != nil {
		return nil, fmt.Errorf("start the firebase messaging client: %w", err)
	}
	log.Info("fcm client ready", "project", c.Project, "endpoint", c.Endpoint,
		"authenticated", authenticated, "timeout", c.Timeout)
	return &Client{messages: messages, base: base, timeout: c.Timeout}, nil
}

// Close drops the unused connections. Sends under way are not disturbed.
func (c *Client) Close() {
	c.base.CloseIdleConnections()
}

func (c Config) withDefaults() Config {
	if c.Endpoint == "" {
		c.Endpoint = googleEndpoint
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.MaxIdleConns == 0 {
		c.MaxIdleConns = DefaultMaxIdleConns
	}
	return c
}

// check returns every problem, joined.
func (c Config) check() error {
	var problems []error
	if c.Project == "" {
		problems = append(problems, errors.New("project is empty"))
	}
	if c.Timeout < 0 {
		problems = append(problems, fmt.Errorf("timeout %v is negative", c.Timeout))
	}
	if c.MaxIdleConns < 0 {
		problems = append(problems, fmt.Errorf("max idle connections %d is negative", c.MaxIdleConns))
	}
	u, err := url.Parse(c.Endpoint)
	switch {
	case err != nil:
		problems = append(problems, fmt.Errorf("endpoint: %w", err))
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		problems = append(problems, fmt.Errorf("endpoint %q is no http or https address", c.Endpoint))
	case !strings.HasSuffix(u.Path, "/v1"):
		// The SDK appends /projects/… to the endpoint and nothing else.
		problems = append(problems, fmt.Errorf("endpoint %q does not end in /v1", c.Endpoint))
	case c.CredentialsFile != "" && u.Scheme == "http" && !loopback(u.Hostname()):
		problems = append(problems, fmt.Errorf("endpoint %q would carry credentials unencrypted", c.Endpoint))
	}
	return errors.Join(problems...)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// newTransport makes a transport for many small requests to one host: as many
// idle connections to a host as in all (Go's default is 2, which would close
// and open a connection for nearly every message), HTTP/2 where TLS allows it,
// and pings that find out when a connection has silently died.
func newTransport(c Config) *http.Transport {
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: (&net.Dialer{
			Timeout:   c.Timeout / 2,
			KeepAlive: 30 * time.Second,
		}).DialContext,
		TLSClientConfig:     &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: c.Timeout / 2,
		ForceAttemptHTTP2:   true,
		HTTP2: &http.HTTP2Config{
			SendPingTimeout: 15 * time.Second,
			PingTimeout:     5 * time.Second,
		},
		MaxIdleConns:        c.MaxIdleConns,
		MaxIdleConnsPerHost: c.MaxIdleConns,
		IdleConnTimeout:     90 * time.Second,
	}
}
