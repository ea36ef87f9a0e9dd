// Package graph is what gqlgen makes of the schema: the executor and the types of inputs and
// answers that no rule needs. Nothing of that is edited; gqlgen.yml steers it. Beside it stands only
// inputs.go, for what comes in by another way than GraphQL.
package graph

//go:generate go tool gqlgen generate --config gqlgen.yml
