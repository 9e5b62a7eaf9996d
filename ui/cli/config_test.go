package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"breageek/ui/locale"
)

func load(t *testing.T, text string) (config, error) {
	t.Helper()
	return parseConfig(locale.English(), filepath.Join(t.TempDir(), "config.toml"), text)
}

// The written file loads when the "#" is removed in front of a line: of any, and of all.
func TestEveryLineOfTheWrittenConfigurationLoads(t *testing.T) {
	lines := strings.Split(defaultConfig, "\n")
	commented := regexp.MustCompile(`^# (\w+ = .+|\[\[source\]\])$`)
	found := 0
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = line
		m := commented.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		found++
		all[i] = m[1]
		if m[1] == "[[source]]" || strings.HasPrefix(m[1], "name") || strings.HasPrefix(m[1], "url") {
			continue // of a source, which loads as a whole
		}
		one := append([]string(nil), lines...)
		one[i] = m[1]
		if _, err := load(t, strings.Join(one, "\n")); err != nil {
			t.Errorf("with line %d: %v", i+1, err)
		}
	}
	c, err := load(t, strings.Join(all, "\n"))
	if err != nil || len(c.Source) != 2 || c.Source[1].Name == "" {
		t.Errorf("with all of them: %d sources, %v", len(c.Source), err)
	}
	options, _ := keysOf(configType())
	if want := len(options) - 1 + 3; found != want { // and a [[source]], its name, its address
		t.Errorf("%d lines are behind a #, and there are %d options", found, want)
	}
}

func TestTheConfigurationInTheReadmeLoadsAndShowsEveryOption(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```toml\n")
	text, _, ok2 := strings.Cut(rest, "```")
	if !ok || !ok2 {
		t.Fatal("there is none")
	}
	c, err := load(t, text)
	if err != nil || len(c.Source) != 1 {
		t.Fatal(c.Source, err)
	}
	options, _ := keysOf(configType())
	for _, name := range options {
		if !regexp.MustCompile(`(?m)^(\[\[)?` + name + `\b`).MatchString(text) {
			t.Errorf("%s is not shown", name)
		}
	}
}

func TestWhatIsWrongInAConfigurationIsToldInASentence(t *testing.T) {
	source := "[[source]]\nurl = \"https://a.example/\"\n"
	for name, c := range map[string]struct{ text, fr, en string }{
		"an option below a source": {"theme = \"dark\"\n" + source + "refresh = 5\n",
			"4: « refresh » est une option de tout le programme : mettez cette ligne au-dessus du premier [[source]] (ligne 2).",
			"4: “refresh” is an option of the whole program: put this line above the first [[source]] (line 2)."},
		"a source's key above it": {"url = \"https://a.example/\"\n",
			"1: « url » appartient à une source : mettez cette ligne sous un [[source]].",
			"1: “url” belongs to a source: put this line below a [[source]]."},
		"an unknown option": {"\nmesure = 60\n",
			"2: « mesure » n’est pas une option. Vouliez-vous dire « measure » ? Les options sont : language, theme",
			"2: “mesure” is not an option. Did you mean “measure”? The options are: language, theme"},
		"an unknown key of a source": {source + "title = \"A\"\n",
			"3: « title » n’est pas une clé de [[source]]. Une source a : name, url.",
			"3: “title” is not a key of [[source]]. A source has: name, url."},
		"an unknown part": {"[options]\nrefresh = 5\n", "1: [options] n’est pas une partie de ce fichier",
			"1: [options] is not a part of this file"},
		"an unknown list":       {"[[sources]]\nurl = \"x\"\n", "1: [sources] n’est pas une partie", "1: [sources] is not a part"},
		"one bracket":           {"[source]\nurl = \"https://a.example/\"\n", "1: une source commence par [[source]], avec deux crochets", "1: a source begins with [[source]], with two brackets"},
		"an address for a list": {"source = \"https://a.example/\"\n", "1: une source commence par [[source]]", "1: a source begins with [[source]]"},
		"a dotted key":          {"refresh.minutes = 5\n", "1: « refresh.minutes » n’est pas une option", "1: “refresh.minutes” is not an option"},
		"a text for a number": {"refresh = \"30\"\n", "1: « refresh » demande un nombre entier, sans guillemets, comme refresh = 30",
			"1: “refresh” takes a whole number, without quotes, such as refresh = 30"},
		"a fraction":                    {"refresh = 1.5\n", "1: « refresh » demande un nombre entier", "1: “refresh” takes a whole number"},
		"a number for a text":           {"theme = 3\n", "1: « theme » demande un texte entre guillemets, comme theme = \"auto\"", "1: “theme” takes a text between quotes, such as theme = \"auto\""},
		"a list for a text":             {source + "name = [\"A\"]\n", "3: « name » demande un texte entre guillemets, comme name = \"La Gazette\"", "3: “name” takes a text"},
		"a number in a list of sources": {"source = [{url = 3}]\n", "1: « url » demande un texte", "1: “url” takes a text"},
		"a text for a yes":              {"repair = \"yes\"\n", "1: « repair » demande true (oui) ou false (non), sans guillemets.", "1: “repair” takes true or false, without quotes."},
		"a number beyond all":           {"refresh = 99999999999999999999\n", "1: « refresh » demande un nombre entier", "1: “refresh” takes a whole number"},
		"a number with its unit":        {"refresh = 30 minutes\n", "1: « refresh » demande un nombre entier, sans guillemets, comme refresh = 30", "1: “refresh” takes a whole number"},
		"a yes":                         {"repair = yes\n", "1: « repair » demande true (oui) ou false (non)", "1: “repair” takes true or false"},
		"a path of Windows":             {"theme = \"C:\\Users\\lea.json\"\n", "1: une barre \\ s’écrit deux fois", "1: a \\ is written twice"},
		"no quotes":                     {"\nlanguage = fr\n", "2: « language » demande un texte entre guillemets, comme language = \"fr\"", "2: “language” takes a text between quotes, such as language = \"fr\""},
		"curly quotes":                  {"language = “fr”\n", "1: les guillemets d’un texte doivent être droits : \"…\"", "1: the quotes around a text must be straight"},
		"an open quote":                 {"language = \"fr\n", "1: un guillemet n’est pas fermé.", "1: a quote is not closed."},
		"no value":                      {"language =\n", "1: language demande une valeur.", "1: language needs a value."},
		"no key":                        {"fr\n", "1: cette ligne n’est ni une option (clé = valeur), ni un [[source]], ni une remarque (#).", "1: this line is neither an option"},
		"a broken header":               {"[[source]\n", "1: une source commence par [[source]], seul sur sa ligne.", "1: a source begins with [[source]], alone on its line."},
		"set twice":                     {"refresh = 5\ntheme = \"dark\"\nrefresh = 6\n", "3: « refresh » est déjà donné à la ligne 1", "3: “refresh” is already set on line 1"},
		"another encoding":              {"# caf\xe9\n", "1: ce fichier n’est pas en UTF-8", "1: this file is not in UTF-8"},
		"a wrong choice":                {"\npictures = \"sixel\"\n", "2: pictures : \"sixel\" n’est pas un choix : auto, blocks ou off", "2: pictures: \"sixel\" is not a choice"},
		"no address":                    {"[[source]]\nname = \"A\"\n", "1: url: une source demande une adresse", "1: url: a source needs an address"},
	} {
		t.Run(name, func(t *testing.T) {
			for want, l := range map[string]*locale.Locale{c.fr: locale.French(), c.en: locale.English()} {
				_, err := parseConfig(l, "config.toml", c.text)
				if err == nil || !strings.HasPrefix(err.Error(), "config.toml:"+want) {
					t.Errorf("%v, want %s", err, want)
				}
				if err != nil && regexp.MustCompile(`toml:|struct|int64|\bnil\b|\btype\b|decode`).MatchString(
					strings.TrimPrefix(err.Error(), "config.toml:")) {
					t.Errorf("in the words of a programmer: %v", err)
				}
			}
		})
	}
}

func TestAConfigurationIsReadHoweverItIsWritten(t *testing.T) {
	for name, text := range map[string]string{
		"with a byte order mark": "\ufeffrefresh = 5\n[[source]]\nurl = \"https://a.example/\"\n",
		"with Windows line ends": "refresh = 5\r\n[[source]]\r\nurl = \"https://a.example/\"\r\n",
		"inline":                 "source = [{url = \"https://a.example/\"}]\nrefresh = 5",
		"with quoted keys":       "\"refresh\" = 5\n[[\"source\"]]\n'url' = 'https://a.example/'\n",
		"with comments":          "refresh = 5 # minutes\n\n[[ source ]] # one\nurl = \"https://a.example/\" # here\n",
	} {
		if c, err := load(t, text); err != nil || c.Refresh != 5 || len(c.Source) != 1 {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}
