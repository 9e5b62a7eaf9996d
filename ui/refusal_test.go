package ui

import (
	"database/sql"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"breageek/ui/session"
	"breageek/ui/work"
)

func TestNewsThatCouldNotBeKeptAreAskedForAgainWithinAMinute(t *testing.T) {
	dir, web := t.TempDir(), newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles")
	db, err := sql.Open("sqlite", filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, step := range []string{"PRAGMA busy_timeout = 10000", "CREATE TRIGGER refusal BEFORE " +
		"INSERT ON articles BEGIN SELECT RAISE(ABORT, 'plus rien'); END"} {
		if _, err := db.Exec(step); err != nil {
			t.Fatal(err)
		}
	}
	web.publish(story{"Le bac reprend du service", "<p>À Brannec.</p>", 0})
	s.press("r")
	s.shows("plus rien", "Tout ce qui est gardé reste lisible")
	if _, err := db.Exec("DROP TRIGGER refusal"); err != nil {
		t.Fatal(err)
	}
	s.program.Send(work.TickMsg(noon)) // the minute is over
	s.shows("Le bac reprend du service")
	s.hides("plus rien")
}

func TestWhyMarksAreNotSavedIsToldWholeUntilTheNextKey(t *testing.T) {
	dir, web := t.TempDir(), newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 60, 20)
	s.shows("6 nouveaux articles")
	blocked := filepath.Join(dir, "state.json.tmp")
	if err := os.MkdirAll(filepath.Join(blocked, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.press("s")
	s.shows("Marques non enregistrées", "Rien n’est perdu")
	s.press("j")
	s.hides("Rien n’est perdu")
	s.shows("Marques non enregistrées", "6 non lus")
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	s.hides("Marques non enregistrées")
}

func TestMarksThatAreNotSavedAreToldAfterOnesThatOnlyCannotBeTakenBack(t *testing.T) {
	dir, web := t.TempDir(), newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles")
	block := func(name string) (path string) {
		path = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Join(path, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	journal := block("undo.jsonl")
	s.press("s")
	s.shows("Marques enregistrées, mais pas de quoi les annuler")
	state := block("state.json.tmp")
	s.press("s")
	s.shows("Étoile retirée")
	s.shows("Marques non enregistrées")
	for _, path := range []string{journal, state} {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
	s.hides("Marques")
}

func TestAClockThatJumpsIsNoHindrance(t *testing.T) {
	var ahead atomic.Int64
	now := func() time.Time { return noon.Add(time.Duration(ahead.Load())) }
	dir, web := t.TempDir(), newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, dir, web.URL), Now: now}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	for i, jump := range []time.Duration{-24 * time.Hour, 365 * 24 * time.Hour, 0} {
		ahead.Store(int64(jump))
		s.press("u")
		s.shows(map[bool]string{true: "Marqué lu", false: "Marqué non lu"}[i%2 == 0])
		web.publish(story{[]string{"Le premier bac", "Le deuxième bac", "Le troisième bac"}[i],
			"<p>À Brannec.</p>", -i})
		s.press("r")
		s.shows("1 nouvel article")
		s.hides("actualisation 1/1") // or the next one would not be asked for again
	}
	s.press("g")
	s.shows("Le troisième bac")
	s.press("q")
	s.quits()
}
