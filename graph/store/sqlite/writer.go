package sqlite

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph/store"
)

// maxGroup is the largest number of documents that share a commit, beyond one call's own.
const maxGroup = 2 * store.MaxBatch

// job is one call's writes. All of them take effect or none.
type job struct {
	ctx  context.Context //nolint:containedctx // the caller's, so that who left is not served
	docs int
	do   func(ctx context.Context, c *conn) error
	done chan error // takes one answer without anyone waiting for it
}

// write has do run in a transaction and committed. It shares the commit with the jobs that wait
// at the same moment, since waiting for the disk is most of the work.
//
// do must not touch anything that the caller reads after an error: when the context ends while
// the job is under way, do may still run.
func (s *Store) write(ctx context.Context, what string, docs int, do func(ctx context.Context, c *conn) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	j := &job{ctx: ctx, docs: docs, do: do, done: make(chan error, 1)}
	select {
	case s.jobs <- j:
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", what, ctx.Err())
	case <-s.closing:
		return fmt.Errorf("%s: %w", what, errClosed)
	}
	select {
	case err := <-j.done:
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", what, ctx.Err())
	}
}

// run is the one goroutine that writes, until Close.
func (s *Store) run(ctx context.Context) {
	defer s.shut()
	for {
		select {
		case <-s.closing:
			return
		case j := <-s.jobs:
			s.commit(ctx, s.gather(j))
		}
	}
}

// gather adds the jobs that wait right now to the first one.
func (s *Store) gather(first *job) []*job {
	group, docs := []*job{first}, first.docs
	for docs < maxGroup {
		select {
		case j := <-s.jobs:
			group, docs = append(group, j), docs+j.docs
		default:
			return group
		}
	}
	return group
}

// commit runs a group in one transaction and answers each job.
func (s *Store) commit(ctx context.Context, group []*job) {
	var live []*job
	for _, j := range group {
		if err := j.ctx.Err(); err != nil {
			j.done <- err
			continue
		}
		live = append(live, j)
	}
	c := <-s.writing
	failed, err := c.transact(ctx, live)
	s.writing <- c
	err = classify(err)
	for i, j := range live {
		switch {
		case err == nil:
			j.done <- nil
		case failed < 0, i == failed, errors.Is(err, store.ErrUnavailable):
			j.done <- err
		default:
			j.done <- fmt.Errorf("%w: another write of the same commit failed", store.ErrUnavailable)
		}
	}
}

// transact runs the jobs and commits. On an error nothing took effect, unless the commit itself
// failed and store.ErrUnavailable says that it is not known; failed is the job whose error it is,
// -1 when it is everyone's.
func (c *conn) transact(ctx context.Context, jobs []*job) (failed int, err error) {
	if len(jobs) == 0 {
		return 0, nil
	}
	if _, err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return -1, err
	}
	for i, j := range jobs {
		if err := j.do(ctx, c); err != nil {
			return i, c.rollback(ctx, err)
		}
	}
	if _, err := c.exec(ctx, "COMMIT"); err != nil {
		return -1, c.rollback(ctx, fmt.Errorf("%w: %w", store.ErrUnavailable, err))
	}
	return 0, nil
}

// rollback ends the transaction and answers why. SQLite may have ended it already; its complaint
// about that is of no interest.
func (c *conn) rollback(ctx context.Context, cause error) error {
	_, _ = c.exec(ctx, "ROLLBACK")
	return cause
}
