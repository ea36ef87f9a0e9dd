// Package schema is the contract between the app and Burgerbode: one GraphQL file for each noun.
// Start reading at viewer.graphqls (what a citizen sees) and letters.graphqls (what is sent).
//
// The contract may grow; what is published in released.graphql stays until its deprecation has
// run out.
package schema

import "embed"

// Files holds the schema, one *.graphqls file for each noun.
//
//go:embed *.graphqls
var Files embed.FS
