package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The sizes that a reader of the code can keep in mind. What exceeds them is split.
const (
	maxMethods      = 60   // of a type
	maxPackageLines = 4500 // of a package, without its tests
	maxFileLines    = 400
	maxFuncLines    = 60
)

func TestTypesPackagesFilesAndFunctionsKeepTheirSize(t *testing.T) {
	methods, lines := map[string]int{}, map[string]int{}
	check := func(what string, n, limit int) {
		if n > limit {
			t.Errorf("%s has %d, %d are allowed", what, n, limit)
		}
	}
	for _, f := range goFiles(t) {
		if ast.IsGenerated(f.ast) {
			continue
		}
		check("file "+f.name, f.lines, maxFileLines)
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			check("function "+f.name+" "+fn.Name.Name, f.length(fn), maxFuncLines)
			if recv := receiver(fn); recv != "" && !f.test {
				methods["type "+f.pkg+"."+recv]++
			}
		}
		if !f.test {
			lines["package "+f.pkg] += f.lines
		}
	}
	for what, n := range methods {
		check(what, n, maxMethods)
	}
	for what, n := range lines {
		check(what, n, maxPackageLines)
	}
}

// goFile is one source file of the module.
type goFile struct {
	name  string // relative to the module's root, with slashes
	pkg   string // its folder
	test  bool
	lines int
	fset  *token.FileSet
	ast   *ast.File
}

// goFiles parses the source files of the module. Hidden folders and third_party, which holds
// modules of their own, are left out.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "third_party") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		files = append(files, goFile{name: name, pkg: path.Dir(name),
			test: strings.HasSuffix(name, "_test.go"), lines: strings.Count(string(text), "\n"),
			fset: fset, ast: parsed})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// imports returns the import paths of a file.
func (f goFile) imports(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, spec := range f.ast.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imp)
	}
	return paths
}

// length returns the number of lines of a function between its braces. A composite literal
// that it returns at the end, such as the sentences of a language, does not count.
func (f goFile) length(fn *ast.FuncDecl) int {
	end := fn.End()
	if table := returnedLiteral(fn); table != nil {
		end = table.Pos()
	}
	return f.fset.Position(end).Line - f.fset.Position(fn.Pos()).Line - 1
}

// returnedLiteral returns the composite literal in a function's last statement, or nil.
func returnedLiteral(fn *ast.FuncDecl) ast.Expr {
	if fn.Body == nil || len(fn.Body.List) == 0 {
		return nil
	}
	ret, ok := fn.Body.List[len(fn.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	expr := ret.Results[0]
	if addr, ok := expr.(*ast.UnaryExpr); ok {
		expr = addr.X
	}
	if lit, ok := expr.(*ast.CompositeLit); ok {
		return lit
	}
	return nil
}

// receiver returns the name of the type that a function is a method of, or "".
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if generic, ok := typ.(*ast.IndexExpr); ok {
		typ = generic.X
	}
	if name, ok := typ.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}
