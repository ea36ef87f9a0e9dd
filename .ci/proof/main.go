// Command proof shows from outside, with the real programs, that no letter is lost and no phone
// rings twice. It starts the demo on a fresh store, registers phones, imports 5,000 call letters,
// kills the import in the middle and resumes it, imports twice more, and then compares what the fake
// FCM received with what must have come: computed here from the file and the registrations alone,
// with none of the program's code. Twenty feeds are compared with their lines, field by field.
//
//	.ci/proof.sh sqlite
//	BURGERBODE_TEST_MONGODB=mongodb://127.0.0.1:27018/ .ci/proof.sh mongodb
//
// It prints a table and "proof ok", or what differs, and exits with 1. Start reading at prove.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
	_ "time/tzdata" // the clock is set in Belgian time

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const (
	letters  = 5000
	nis      = "12025"
	sender   = "OVO002067"
	run      = "oproepingsbrieven-bewijs"
	killedAt = letters / 5
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: .ci/proof.sh sqlite|mongodb")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	err := prove(ctx, os.Args[1])
	cancel()
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "\nproof failed: %v\n", err)
		os.Exit(1)
	}
	fmt.Println("\nproof ok")
}

// table collects what is printed at the end.
type table struct{ rows []string }

func (t *table) row(what string, value any) {
	t.rows = append(t.rows, fmt.Sprintf("%-58s %v", what, value))
}

func prove(ctx context.Context, storeName string) (failed error) {
	folder, err := os.MkdirTemp("", "burgerbode-proof-")
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(folder)) }()
	store, drop, err := freshStore(storeName, folder)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, drop()) }()
	for _, command := range []string{"demo", "burgerctl"} {
		if err := call(ctx, "go", "build", "-o", filepath.Join(folder, command), "./cmd/"+command); err != nil {
			return err
		}
	}
	began := time.Now()
	shown := &table{}
	demo, err := startDemo(ctx, filepath.Join(folder, "demo"), "--addr", "127.0.0.1:0", "--store", store, "--citizens", "0", "--clock", workingMorning())
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, demo.stop()) }()
	shown.row("store", demo.store)
	failed = check(ctx, demo, folder, shown)
	fmt.Println()
	for _, row := range shown.rows {
		fmt.Println(row)
	}
	fmt.Printf("%-58s %v\n", "seconds", time.Since(began).Round(time.Second).Seconds())
	return failed
}

// check does everything that is to be proven.
func check(ctx context.Context, demo *demo, folder string, shown *table) error {
	file := filepath.Join(folder, "letters.ndjson")
	tool := filepath.Join(folder, "burgerctl")
	if err := call(ctx, tool, "sample", "letters", "--nis", nis, "--count", fmt.Sprint(letters), "--out", file); err != nil {
		return err
	}
	lines, err := readLines(file)
	if err != nil {
		return err
	}
	shown.row("letters in the file", len(lines))
	phones, err := registerPhones(ctx, demo, lines)
	if err != nil {
		return fmt.Errorf("register phones: %w", err)
	}
	phones.describe(shown)
	if err := importInterrupted(ctx, demo, tool, file, shown); err != nil {
		return err
	}
	expected := phones.expected(lines)
	log, err := demo.quietLog(ctx, len(expected))
	if err != nil {
		return fmt.Errorf("read the fake FCM's log: %w", err)
	}
	return errors.Join(comparePushes(expected, log, shown), compareFeeds(ctx, demo, lines, shown))
}

// workingMorning is 10:00 in Belgium on the next working day: phones may ring.
func workingMorning() string {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err) // the zones are part of this program
	}
	day := time.Now().In(zone).AddDate(0, 0, 1)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 10, 0, 0, 0, zone).Format(time.RFC3339)
}

// freshStore is the URL of a store that holds nothing, and how to remove it afterwards.
func freshStore(name, folder string) (url string, drop func() error, err error) {
	switch name {
	case "sqlite":
		return "sqlite://" + filepath.Join(folder, "proof.db"), func() error { return nil }, nil
	case "mongodb":
		uri := os.Getenv("BURGERBODE_TEST_MONGODB")
		if uri == "" {
			return "", nil, errors.New("set BURGERBODE_TEST_MONGODB to the server's URI")
		}
		database := fmt.Sprintf("burgerbode_proof_%d", os.Getpid())
		return withDatabase(uri, database), func() error { return dropDatabase(uri, database) }, nil
	default:
		return "", nil, fmt.Errorf("no store is called %q: sqlite or mongodb", name)
	}
}

func dropDatabase(uri, database string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		return fmt.Errorf("connect to remove the database: %w", err)
	}
	return errors.Join(client.Database(database).Drop(ctx), client.Disconnect(ctx))
}
