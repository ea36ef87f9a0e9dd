// Package schema is the contract between the app and Burgerbode: one GraphQL file for each noun.
// Start reading at viewer.graphqls (what a citizen sees) and letters.graphqls (what is sent); README.md
// says how to build an app on it.
//
// The contract may grow, and clients are told how to meet what they do not know.
package schema

import "embed"

// What app teams get is one file, and the npm package is built upon it.
//
//go:generate go run burgerbode/cmd/internal/contract/print

// Files holds the schema, one *.graphqls file for each noun.
//
//go:embed *.graphqls
var Files embed.FS
