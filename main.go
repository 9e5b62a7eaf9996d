//go:generate go run ./e2e/testdata/picture docs/breageek.svg

// Command breageek reads news in the terminal: headlines, article and related
// stories side by side, online and offline.
package main

import (
	"os"

	"breageek/ui/cli"
)

// version is set by the linker in a release; without it the module's version is shown.
var version string

func main() { os.Exit(cli.Main(version, os.Args[1:])) }
