// Package graph is what gqlgen makes of the schema: the executor and the types of inputs and
// answers that no rule needs. Nothing in it is edited; gqlgen.yml steers it.
package graph

//go:generate go tool gqlgen generate --config gqlgen.yml
