package locale

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestNoWordIsMissingInEitherLanguage(t *testing.T) {
	for _, l := range []*Locale{French(), English()} {
		eachString(t, l.Tag.String(), reflect.ValueOf(l.Words), func(path, s string) {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s is empty", path)
			}
		})
	}
}

func TestBothLanguagesTellTheSameThings(t *testing.T) {
	told := map[string]int{}
	eachString(t, "", reflect.ValueOf(French().Words), func(path, s string) {
		told[path] = strings.Count(s, "%s")
	})
	eachString(t, "", reflect.ValueOf(English().Words), func(path, s string) {
		if n, ok := told[path]; !ok || n != strings.Count(s, "%s") {
			t.Errorf("%s tells other things in English than in French", path)
		}
		delete(told, path)
	})
	if len(told) > 0 {
		t.Errorf("only French has words for %v", told)
	}
}

func eachString(t *testing.T, path string, v reflect.Value, f func(path, s string)) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		f(path, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			eachString(t, path+"."+v.Type().Field(i).Name, v.Field(i), f)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachString(t, path+"["+key.String()+"]", v.MapIndex(key), f)
		}
	default:
		t.Fatalf("%s is a %s", path, v.Kind())
	}
}

func TestDatesReadAsEachLanguageWritesThem(t *testing.T) {
	at := func(y int, m time.Month, d, h, min int) time.Time {
		return time.Date(y, m, d, h, min, 0, 0, time.UTC)
	}
	now := at(2026, 11, 22, 9, 0)
	fr, en := French(), English()
	for _, c := range []struct{ got, want string }{
		{fr.Date(at(2024, 4, 19, 14, 30)), "19 avril 2024"},
		{fr.Date(at(2024, 5, 1, 14, 30)), "1er mai 2024"},
		{fr.DateTime(at(2024, 4, 19, 14, 5)), "19 avril 2024, 14 h 05"},
		{fr.Clock(at(2024, 4, 19, 8, 5)), "8 h 05"}, {en.Clock(at(2024, 4, 19, 8, 5)), "08:05"},
		{en.Date(at(2024, 4, 19, 14, 30)), "April 19, 2024"},
		{en.Clock(at(2024, 4, 19, 14, 30)), "14:30"},
		{fr.Day(now, at(2026, 11, 22, 0, 1)), "Aujourd’hui"},
		{fr.Day(now, at(2026, 11, 21, 23, 59)), "Hier"},
		{fr.Day(now, at(2026, 11, 18, 1, 0)), "mercredi 18 novembre"},
		{fr.Day(now, at(2025, 11, 19, 1, 0)), "mercredi 19 novembre 2025"},
		{en.Day(now, at(2025, 11, 19, 1, 0)), "Wednesday November 19, 2025"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestRelativeTimesFitNineCells(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, l := range []*Locale{French(), English()} {
		for d := time.Duration(0); d < 3*365*24*time.Hour; d += 7*time.Hour + 13*time.Minute {
			if s := l.Ago(now, now.Add(-d)); len([]rune(s)) > 9 {
				t.Fatalf("%s ago is %q", d, s)
			}
		}
	}
	fr := French()
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{
		{-time.Hour, "1 min"}, {30 * time.Second, "1 min"}, {12 * time.Minute, "12 min"},
		{3 * time.Hour, "3 h"}, {26 * time.Hour, "1 j"}, {5 * 24 * time.Hour, "5 j"},
		{20 * 24 * time.Hour, "2 nov."}, {400 * 24 * time.Hour, "2025"},
	} {
		if got := fr.Ago(now, now.Add(-c.ago)); got != c.want {
			t.Errorf("%s ago: %q, want %q", c.ago, got, c.want)
		}
	}
}

func TestTimeBetweenTwoStoriesIsSaidInBothDirections(t *testing.T) {
	a := time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)
	fr := French()
	for _, c := range []struct {
		b    time.Time
		want string
	}{
		{a.Add(30 * time.Second), "le même jour"}, {a.Add(30 * time.Minute), "30 min plus tard"},
		{a.Add(-time.Hour), "1 heure plus tôt"}, {a.Add(-20 * time.Hour), "20 heures plus tôt"},
		{a.Add(2 * time.Hour), "1 jour plus tard"},
		{a.AddDate(0, 0, -2), "2 jours plus tôt"}, {a.AddDate(0, 0, 21), "3 semaines plus tard"},
		{a.AddDate(0, 3, 0), "3 mois plus tard"}, {a.AddDate(-3, 0, 0), "3 ans plus tôt"},
		{time.Time{}, ""},
	} {
		if got := fr.Apart(a, c.b); got != c.want {
			t.Errorf("%s: %q, want %q", c.b, got, c.want)
		}
	}
}

func TestCountsAndNumbersFollowTheLanguage(t *testing.T) {
	fr, en := French(), English()
	for _, c := range []struct{ got, want string }{
		{fr.Count(0, fr.NewNoun), "0 nouvel article"}, {en.Count(0, en.NewNoun), "0 new articles"},
		{fr.Count(1, fr.NewNoun), "1 nouvel article"}, {fr.Count(3, fr.NewNoun), "3 nouveaux articles"},
		{fr.Number(1234567), "1 234 567"}, {en.Number(1234567), "1,234,567"},
		{fr.Percent(60), "60 %"}, {en.Percent(60), "60%"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestTheLocaleFollowsTheEnvironment(t *testing.T) {
	for name, want := range map[string]string{
		"fr": "fr", "fr_FR.UTF-8": "fr", "fr-CA": "fr", "FR": "fr",
		"en_US.UTF-8": "en", "C": "en", "": "en", "fry": "en",
	} {
		if got := For(name).Tag.String(); got != want {
			t.Errorf("For(%q) is %s, want %s", name, got, want)
		}
	}
}
