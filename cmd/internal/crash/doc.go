// Package crash ends the process in the middle of its work, for crash tests and for nothing else.
//
// A test builds a command with the tag crashpoints and names a step of the chain from letter to
// phone in BURGERBODE_CRASH_AT; there the process kills itself with SIGKILL, as a power cut would,
// so that nothing is flushed, closed or answered. Without the tag AtStep is nil and the commands
// hold no such code. See crash_test.go in cmd for the test.
package crash
