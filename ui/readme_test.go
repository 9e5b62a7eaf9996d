package ui

import (
	"flag"
	"os"
	"strings"
	"testing"

	"breageek/ui/keys"
	"breageek/ui/locale"
)

// update has the tests write what they compare: the README's table, the screens.
var update = flag.Bool("update", false, "write the expected files")

func TestTheREADMETellsEveryKey(t *testing.T) {
	const from, to = "<!-- keys: from ui.Keys, checked by a test -->\n", "<!-- /keys -->"
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), from)
	table, after, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatal("the README has lost the marks around its table of keys")
	}
	if table == keyTable() {
		return
	}
	if !*update {
		t.Errorf("the README's keys are not those of the program; -update writes\n%s", keyTable())
		return
	}
	if err := os.WriteFile("../README.md", []byte(before+from+keyTable()+to+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func keyTable() string {
	var b strings.Builder
	b.WriteString("| | keys | |\n|---|---|---|\n")
	for _, g := range keys.Keys(locale.English()) {
		for i, k := range g.Keys {
			title := ""
			if i == 0 {
				title = "**" + g.Title + "**"
			}
			b.WriteString("| " + title + " | `" + strings.ReplaceAll(k.Keys, " ", "` `") + "` | " +
				k.Does + " |\n")
		}
	}
	return b.String()
}

func TestEveryKeyOfAGroupIsToldOnce(t *testing.T) {
	seen := map[string]string{}
	for _, g := range keys.Keys(locale.English()) {
		for _, k := range g.Keys {
			if k.Does == "" || k.Keys == "" {
				t.Errorf("%+v tells nothing", k)
			}
			if other, twice := seen[k.Does]; twice {
				t.Errorf("%q is on %s and on %s", k.Does, other, k.Keys)
			}
			seen[k.Does] = k.Keys
		}
	}
}
