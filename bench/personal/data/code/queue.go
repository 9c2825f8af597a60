package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// ErrClosed is returned by Push after Close.
var ErrClosed = errors.New("queue: closed")

// Job is a unit of work. Priority 0 runs first.
type Job struct {
	ID       string        `json:"id"`
	Priority int           `json:"priority"`
	Timeout  time.Duration `json:"timeout"`
	Run      func(ctx context.Context) error
}

// Queue hands jobs to a fixed number of workers.
type Queue struct {
	mu     sync.Mutex
	jobs   chan Job
	closed bool
	wg     sync.WaitGroup
}

// New starts n workers that share one buffered channel.
func New(n, depth int) *Queue {
	q := &Queue{jobs: make(chan Job, depth)}
	for i := 0; i < n; i++ {
		q.wg.Add(1)
		go q.work(i)
	}
	return q
}

func (q *Queue) work(worker int) {
	defer q.wg.Done()
	for job := range q.jobs {
		ctx, cancel := context.WithTimeout(context.Background(), job.Timeout)
		start := time.Now()
		if err := job.Run(ctx); err != nil {
			slog.Error("Job failed", "worker", worker, "job", job.ID, "err", err, "took", time.Since(start))
		}
		cancel()
	}
}

// Push blocks until there is room. It returns ErrClosed if Close was called.
func (q *Queue) Push(ctx context.Context, job Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return fmt.Errorf("push %q: %w", job.ID, ErrClosed)
	}
	select {
	case q.jobs <- job:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
