package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"strings"
	"time"

	"burgerbode/cmd/internal/process"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// benchFCM is a fake FCM in a process of its own.
type benchFCM struct {
	Behaviour string `default:"{}" help:"How it answers, as fcmtest.Behaviour in JSON."`
}

// Run serves until standard input ends. Its log is never cut: the measurement is made from it. The
// line that it prints has two addresses, of which the second is over TLS, and the certificate of that.
func (c *benchFCM) Run(ctx context.Context, to streams) error {
	var behaviour fcmtest.Behaviour
	if err := json.Unmarshal([]byte(c.Behaviour), &behaviour); err != nil {
		return fmt.Errorf("--behaviour: %w", err)
	}
	fake := fcmtest.New(fcmtest.Options{})
	if err := fake.SetBehaviour(behaviour); err != nil {
		return err
	}
	ctx, cancel := untilInputEnds(ctx, to.in)
	defer cancel()
	certificate, err := selfSigned(time.Now())
	if err != nil {
		return fmt.Errorf("make a certificate: %w", err)
	}
	plain, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	secure, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, plain.Close())
	}
	log := quietLog(to.err)
	one := process.Serve(ctx, plain, fake, log)
	two := process.Serve(ctx, tls.NewListener(secure, &tls.Config{
		Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS13,
	}), fake, log)
	_, _ = fmt.Fprintf(to.out, "ready http://%s https://%s %s\n", plain.Addr(), secure.Addr(), base64.StdEncoding.EncodeToString(certificate.Leaf.Raw))
	var failed error
	select {
	case <-ctx.Done():
	case err := <-one.Ended():
		failed = fmt.Errorf("serve the fake FCM: %w", err)
	case err := <-two.Ended():
		failed = fmt.Errorf("serve the fake FCM over TLS: %w", err)
	}
	fake.Close()
	return errors.Join(failed, one.Drain(ctx, 20*time.Second), two.Drain(ctx, 20*time.Second))
}

// selfSigned makes a certificate for this machine that nobody knows but who is told.
func selfSigned(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(7 * 24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(raw)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}, err
}

// fakeFCM is a fake FCM that this process started.
type fakeFCM struct {
	process *child
	address string         // without /v1, for the log too
	secure  string         // the same over TLS
	roots   *x509.CertPool // that vouch for it
}

// fake starts the fake FCM.
func (w *benchWorld) fake(ctx context.Context, to streams) (*fakeFCM, error) {
	behaviour, err := json.Marshal(w.behaviour())
	if err != nil {
		return nil, fmt.Errorf("write how the fake FCM answers: %w", err)
	}
	c, ready, err := startChild(ctx, to.err, "", "bench", "fcm", "--behaviour", string(behaviour))
	if err != nil {
		return nil, err
	}
	parts := strings.Fields(ready)
	if len(parts) != 4 {
		return nil, errors.Join(fmt.Errorf("start the fake FCM: it said %q", ready), c.stop())
	}
	raw, err := base64.StdEncoding.DecodeString(parts[3])
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the fake FCM: read its certificate: %w", err), c.stop())
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the fake FCM: read its certificate: %w", err), c.stop())
	}
	f := &fakeFCM{process: c, address: parts[1], secure: parts[2], roots: x509.NewCertPool()}
	f.roots.AddCert(leaf)
	return f, nil
}

// client is a client of the fake, which logs the project with each request.
func (w *benchWorld) client(ctx context.Context, of *fakeFCM, secure bool, project string, log *slog.Logger) (*fcm.Client, error) {
	c := fcm.Config{Project: project, Endpoint: of.address + "/v1", MaxIdleConns: 2 * w.Concurrency}
	if secure {
		c.Endpoint, c.RootCAs = of.secure+"/v1", of.roots
	}
	return fcm.New(ctx, c, log)
}
