// Package cmd_test asserts the rules that hold for the repository as a whole: what lies where, which way imports run,
// how large things may get. Each rule is one small test, named after it, and each failure says what to do instead.
// Start reading at any of the tests; what they share stands at the end of the file.
package cmd_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	module       = "burgerbode/"
	maxFileLines = 400
	maxFuncLines = 60
)

// Somebody who opens the repository for the first time sees these names and nothing else.
func TestTopLevelHoldsOnlyTheRooms(t *testing.T) {
	t.Parallel()
	rooms := []string{"cmd", "graph", "resolvers", "notify", "schema", "mobile-mock", "go.mod", "go.sum", "README.md"}
	for _, file := range tree(t).files {
		top, _, _ := strings.Cut(file, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(rooms, top) {
			t.Errorf("%s: only %s belong on the top level", file, strings.Join(rooms, " "))
		}
	}
}

// cmd → resolvers, notify, mobile-mock → graph, graph/store → graph/model. The resolvers ask and the notifier tells:
// they meet in the store and never import each other. Tests keep to it too.
func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	mayImport := map[string][]string{
		"cmd":         {"resolvers", "notify", "mobile-mock", "graph", "graph/store", "graph/model", "schema"},
		"resolvers":   {"graph", "graph/store", "graph/model", "schema"},
		"notify":      {"graph", "graph/store", "graph/model", "schema"},
		"mobile-mock": {"graph", "graph/store", "graph/model", "schema"},
		"graph":       {"graph/model", "schema"},
		"graph/store": {"graph/model"},
		"graph/model": {},
		"schema":      {},
	}
	for _, file := range tree(t).goFiles {
		from := layer(file.dir)
		for _, imported := range file.imports() {
			inside, ours := strings.CutPrefix(imported, module)
			if to := layer(inside); ours && to != from && !slices.Contains(mayImport[from], to) {
				t.Errorf("%s imports %s: %s may import %v", file.name, imported, from, mayImport[from])
			}
		}
	}
}

// The words of the domain must be readable, testable and usable without anything else.
func TestModelAndSchemaImportOnlyTheStandardLibrary(t *testing.T) {
	t.Parallel()
	for _, file := range tree(t).goFiles {
		home := layer(file.dir)
		if home != "graph/model" && (home != "schema" || file.isTest()) { // a test of the schema may parse it
			continue
		}
		for _, imported := range file.imports() {
			if !standard(imported) && imported != module+home && !strings.HasPrefix(imported, module+home+"/") {
				t.Errorf("%s imports %s: %s imports the standard library only", file.name, imported, home)
			}
		}
	}
}

// Each outside world has one door, so that replacing it changes one package. Commands may open what they hand on.
func TestOutsideWorldsHaveOneDoor(t *testing.T) {
	t.Parallel()
	doors := map[string][]string{ // what is imported: the packages (and what lies under them) that may
		"go.mongodb.org/mongo-driver":         {"graph/store/mongo", "cmd"},
		"go.mongodb.org/mongo-driver/v2/bson": {"graph/store/"}, // both stores keep the same documents; not graph/store itself
		"modernc.org/sqlite":                  {"graph/store/sqlite", "cmd"},
		"database/sql":                        {"graph/store/sqlite", "cmd"},
		"firebase.google.com/go":              {"notify/fcm", "cmd"},
		"firebase.google.com/go/v4/messaging": {"notify"}, // the form of a message; sending it is notify/fcm's
	}
	for _, file := range tree(t).goFiles {
		for _, imported := range file.imports() {
			allowed, guarded := []string{}, false
			for world, packages := range doors {
				if under(imported, world) {
					allowed, guarded = append(allowed, packages...), true
				}
			}
			if guarded && !slices.ContainsFunc(allowed, func(door string) bool { return under(file.dir, door) }) {
				t.Errorf("%s imports %s: only %v may", file.name, imported, allowed)
			}
		}
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	t.Parallel()
	comments := map[string]string{} // directory: its package comment
	names := map[string]string{}    // directory: its package name
	for _, file := range tree(t).goFiles {
		if strings.HasSuffix(file.name, "_test.go") && file.dir != "cmd" { // this directory holds nothing but tests
			continue
		}
		names[file.dir] = file.syntax.Name.Name
		comments[file.dir] += file.syntax.Doc.Text()
	}
	for dir, name := range names {
		switch comment := comments[dir]; {
		case comment == "":
			t.Errorf("%s: package %s has no comment: say what it promises and where to start reading", dir, name)
		case name != "main" && !strings.HasPrefix(comment, "Package "+name+" "):
			t.Errorf("%s: its comment starts with %.40q, not with %q", dir, comment, "Package "+name)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	t.Parallel()
	ours := tree(t)
	for _, name := range ours.files {
		if !slices.Contains([]string{".go", ".ts", ".tsx"}, path.Ext(name)) || ours.isTest(name) || ours.generated(t, name) {
			continue
		}
		if lines := bytes.Count(ours.read(t, name), []byte("\n")); lines > maxFileLines {
			t.Errorf("%s has %d lines, more than %d: give its second thought a file of its own", name, lines, maxFileLines)
		}
	}
}

func TestFunctionsAreShort(t *testing.T) {
	t.Parallel()
	for _, file := range tree(t).handWritten() {
		if file.isTest() {
			continue
		}
		for _, function := range file.functions() {
			lines := file.line(function.End()) - file.line(function.Pos()) + 1
			if lines > maxFuncLines {
				t.Errorf("%s:%d: %s has %d lines, more than %d",
					file.name, file.line(function.Pos()), function.Name.Name, lines, maxFuncLines)
			}
		}
	}
}

// What runs because a package was imported surprises; what a caller calls does not.
func TestNothingRunsOnImport(t *testing.T) {
	t.Parallel()
	for _, file := range tree(t).handWritten() {
		for _, function := range file.functions() {
			if function.Recv == nil && function.Name.Name == "init" {
				t.Errorf("%s:%d: no init functions: let the caller call it", file.name, file.line(function.Pos()))
			}
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	t.Parallel()
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`)
	text := []string{".go", ".ts", ".tsx", ".css", ".html", ".graphqls", ".graphql", ".md", ".sh", ".yml", ".mod", ""}
	ours := tree(t)
	for _, name := range ours.files {
		if !slices.Contains(text, path.Ext(name)) || ours.generated(t, name) {
			continue
		}
		for i, line := range strings.Split(string(ours.read(t, name)), "\n") {
			if later.MatchString(line) {
				t.Errorf("%s:%d: do it now or leave it out: %s", name, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^()\s]+)[^()]*\)|(?:src|href)="([^"]+)"`)
	fenced := regexp.MustCompile("(?s)\n```.*?\n```")
	elsewhere := regexp.MustCompile(`^[a-z]+:`) // https:, mailto:
	ours := tree(t)
	for _, name := range ours.files {
		if path.Ext(name) != ".md" {
			continue
		}
		page := fenced.ReplaceAllString(string(ours.read(t, name)), "")
		for _, match := range link.FindAllStringSubmatch(page, -1) {
			target, heading, _ := strings.Cut(match[1]+match[2], "#")
			if elsewhere.MatchString(target) {
				continue
			}
			if target == "" {
				if !slices.Contains(anchors(page), heading) {
					t.Errorf("%s links to #%s, which is no heading of it", name, heading)
				}
			} else if !ours.exists(path.Join(path.Dir(name), target)) {
				t.Errorf("%s links to %s, which does not exist", name, target)
			}
		}
	}
}

// A skipped test proves nothing and looks green. One place may: the tests that need a MongoDB server and were given none
// in BURGERBODE_TEST_MONGODB; and where CI=true they fail instead, so the function that skips must look at CI.
func TestNoTestIsSkipped(t *testing.T) {
	t.Parallel()
	for _, file := range tree(t).goFiles {
		if !file.isTest() {
			continue
		}
		for _, function := range file.functions() {
			for _, call := range calls(function, "Skip", "Skipf", "SkipNow") {
				if !under(file.dir, "graph/store/mongo") || !mentions(function, "CI") {
					t.Errorf("%s:%d: skips: only tests in graph/store/mongo may, and only where CI is not set",
						file.name, file.line(call.Pos()))
				}
			}
		}
	}
}

// Sleeping makes a test slow where the machine is fast and wrong where it is slow. Inside a testing/synctest bubble
// the clock is not the machine's, and sleeping costs nothing.
func TestNoTestSleeps(t *testing.T) {
	t.Parallel()
	for _, file := range tree(t).goFiles {
		if !file.isTest() || slices.Contains(file.imports(), "testing/synctest") {
			continue
		}
		for _, call := range calls(file.syntax, "Sleep") {
			t.Errorf("%s:%d: sleeps: wait for a signal, or use testing/synctest", file.name, file.line(call.Pos()))
		}
	}
}

// repository is every file that is, or would be, committed.
type repository struct {
	root    string   // its directory on this machine
	files   []string // slash-separated, relative to root, sorted
	goFiles []goFile // those of them that are Go, parsed
}

type goFile struct {
	name, dir string // relative to the root; dir is "." for the root itself
	syntax    *ast.File
	positions *token.FileSet
}

func tree(t *testing.T) repository {
	t.Helper()
	ours, err := readTree()
	if err != nil {
		t.Fatal(err)
	}
	return ours
}

// readTree parses the whole tree once for all tests: generated code makes that a second's work.
var readTree = sync.OnceValues(func() (repository, error) {
	ours := repository{root: ".."}
	files, err := walk(ours.root)
	if err != nil {
		return ours, err
	}
	ours.files = files
	positions := token.NewFileSet()
	for _, name := range files {
		if path.Ext(name) != ".go" || strings.HasPrefix(name, ".") {
			continue
		}
		syntax, err := parser.ParseFile(positions, filepath.Join(ours.root, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return ours, err
		}
		ours.goFiles = append(ours.goFiles, goFile{name: name, dir: path.Dir(name), syntax: syntax, positions: positions})
	}
	return ours, nil
})

// walk lists every file but git's own and npm's; in a checkout without what git ignores. It walks even where git could
// list: Go keeps a test's result until a directory that the test itself has read changes.
func walk(root string) (files []string, err error) {
	ignored := ignored(root)
	err = fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "node_modules" || slices.Contains(ignored, name+"/")):
			return fs.SkipDir
		case !entry.IsDir() && entry.Name() != ".git" && !slices.Contains(ignored, name):
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

// ignored asks git; whole directories end in a slash. In a source archive there is none to ask, and nothing to ignore.
func ignored(root string) []string {
	git := exec.Command("git", "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
	git.Dir = root
	out, _ := git.Output()
	return strings.Split(string(out), "\x00")
}

func (r repository) read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(r.root, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func (r repository) exists(name string) bool {
	_, err := os.Stat(filepath.Join(r.root, name))
	return err == nil
}

// generated: bundles, lock files, and what says near its top that nobody edits it.
func (r repository) generated(t *testing.T, name string) bool {
	t.Helper()
	if strings.Contains("/"+name, "/dist/") || strings.Contains(name, ".generated.") {
		return true
	}
	start := r.read(t, name)
	return regexp.MustCompile(`(?m)^(//|/\*|#).*\bDO NOT EDIT\b`).Match(start[:min(len(start), 500)])
}

func (r repository) handWritten() []goFile {
	return slices.DeleteFunc(slices.Clone(r.goFiles), func(f goFile) bool { return ast.IsGenerated(f.syntax) })
}

// isTest: by its name, or because it is Go that is written for tests, as a conformance suite is.
func (r repository) isTest(name string) bool {
	return regexp.MustCompile(`\.(test|spec)\.tsx?$`).MatchString(name) ||
		slices.ContainsFunc(r.goFiles, func(f goFile) bool { return f.name == name && f.isTest() })
}

func (f goFile) isTest() bool {
	return strings.HasSuffix(f.name, "_test.go") || slices.Contains(f.imports(), "testing")
}

func (f goFile) line(at token.Pos) int { return f.positions.Position(at).Line }

func (f goFile) imports() (paths []string) {
	for _, spec := range f.syntax.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value) // it was parsed, so it is quoted
		paths = append(paths, imported)
	}
	return paths
}

func (f goFile) functions() (functions []*ast.FuncDecl) {
	for _, declaration := range f.syntax.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok {
			functions = append(functions, function)
		}
	}
	return functions
}

// layer names the room that a directory belongs to: graph/store/mongo is graph/store, cmd/internal/x is cmd.
func layer(dir string) string {
	for _, inner := range []string{"graph/store", "graph/model"} {
		if under(dir, inner) {
			return inner
		}
	}
	top, _, _ := strings.Cut(dir, "/")
	return top
}

// under: is dir the directory above, or somewhere in it? With a slash at its end, above itself does not count.
func under(dir, above string) bool {
	return dir == above || strings.HasPrefix(dir, strings.TrimSuffix(above, "/")+"/")
}

// standard packages have no dot in the first part of their path; neither has this module.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && first+"/" != module
}

// calls finds the calls x.Name(…) below node, for any of the names.
func calls(node ast.Node, names ...string) (found []*ast.CallExpr) {
	ast.Inspect(node, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(names, selector.Sel.Name) {
				found = append(found, call)
			}
		}
		return true
	})
	return found
}

// mentions: does the text stand as a literal below node?
func mentions(node ast.Node, text string) (found bool) {
	ast.Inspect(node, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		found = found || ok && literal.Value == strconv.Quote(text)
		return !found
	})
	return found
}

// anchors are the names under which a page's headings can be linked to.
func anchors(page string) (names []string) {
	for _, heading := range regexp.MustCompile(`(?m)^#+ +(.+)$`).FindAllStringSubmatch(page, -1) {
		kept := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		names = append(names, strings.ReplaceAll(strings.TrimSpace(kept), " ", "-"))
	}
	return names
}
