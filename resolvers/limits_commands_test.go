package resolvers_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"burgerbode/resolvers"
)

// operationsInGo are the operations that a command's code sends, by where they stand: texts that begin as one, made of
// constants. Those that are put together while it runs are not among them.
func operationsInGo(t *testing.T, folder string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	must(t, err)
	files, constants, operations := gotoken.NewFileSet(), map[string]ast.Expr{}, map[string]string{}
	parsed := make([]*ast.File, 0, len(names))
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") { // tests send wrong ones too
			continue
		}
		file, err := parser.ParseFile(files, name, nil, 0)
		must(t, err)
		parsed = append(parsed, file)
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == len(spec.Names) {
				for i, name := range spec.Names {
					constants[name.Name] = spec.Values[i]
				}
			}
			return true
		})
	}
	for _, file := range parsed {
		ast.Inspect(file, func(node ast.Node) bool {
			expr, ok := node.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := textOf(expr, constants)
			if !ok {
				return true
			}
			for _, kind := range []string{"query ", "mutation ", "subscription "} {
				if strings.HasPrefix(text, kind) && strings.Contains(text, "{") && !strings.Contains(text, "%") {
					operations[files.Position(expr.Pos()).String()] = text
				}
			}
			return false
		})
	}
	return operations
}

// textOf is a text that is made of constants.
func textOf(expr ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(expr.Value)
		return text, err == nil && expr.Kind == gotoken.STRING
	case *ast.BinaryExpr:
		left, one := textOf(expr.X, constants)
		right, other := textOf(expr.Y, constants)
		return left + right, one && other && expr.Op == gotoken.ADD
	case *ast.Ident:
		if value, ok := constants[expr.Name]; ok && value != ast.Expr(expr) {
			return textOf(value, constants)
		}
	}
	return "", false
}

// What burgerctl asks takes at most half of each limit too.
func TestTheCommandsOperationsStayBelowTheLimits(t *testing.T) {
	t.Parallel()
	operations := operationsInGo(t, "../cmd/burgerctl")
	if len(operations) < 8 {
		t.Fatalf("only %d operations were found", len(operations))
	}
	limits := resolvers.Limits(true)
	for what, need := range needs(t, operations, 100) {
		if 2*need > limits[what] {
			t.Errorf("%s: %d are allowed and %d are needed", what, limits[what], need)
		}
	}
}
