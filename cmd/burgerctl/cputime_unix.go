//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime is how much of the processors this process has used so far, user and system.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
