// Package crash ends the process in the middle of its work, and lets its clock jump, for fault tests
// and for nothing else.
//
// A test builds a command with the tag crashpoints and names a step of the chain from letter to
// phone in BURGERBODE_CRASH_AT; there the process kills itself with SIGKILL, as a power cut would,
// so that nothing is flushed, closed or answered. BURGERBODE_CRASH_CLOCK names a file that says how
// far the clock of the rules is from the machine's. Without the tag AtStep is nil, Now is the
// machine's clock, and the commands hold no such code. See crash_test.go and faults_test.go in cmd
// for the tests.
package crash
