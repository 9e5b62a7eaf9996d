package layout

import "testing"

func TestRectanglesTileEveryScreen(t *testing.T) {
	for w := 20; w <= 220; w++ {
		for h := 5; h <= 70; h++ {
			for p := Headlines; p < panes; p++ {
				tile(t, Split(w, h, p))
			}
		}
	}
}

// tile fails unless every cell belongs to exactly one rectangle.
func tile(t *testing.T, f Frame) {
	t.Helper()
	seen := make([]uint8, f.Width*f.Height)
	for _, r := range append(f.Panes[:], f.Rules[0], f.Rules[1], f.Status) {
		if r.X < 0 || r.Y < 0 || r.X+r.W > f.Width || r.Y+r.H > f.Height {
			t.Fatalf("%d×%d: %+v leaves the screen", f.Width, f.Height, r)
		}
		for y := r.Y; y < r.Y+r.H; y++ {
			for x := r.X; x < r.X+r.W; x++ {
				seen[y*f.Width+x]++
			}
		}
	}
	for i, n := range seen {
		if n != 1 {
			t.Fatalf("%d×%d: cell %d,%d is covered %d times",
				f.Width, f.Height, i%f.Width, i/f.Width, n)
		}
	}
}

func TestTheFocusedPaneIsAlwaysOnTheScreen(t *testing.T) {
	for w := 20; w <= 220; w++ {
		for h := 5; h <= 70; h++ {
			for p := Headlines; p < panes; p++ {
				if !Split(w, h, p).Visible(p) {
					t.Fatalf("%d×%d hides pane %d", w, h, p)
				}
			}
		}
	}
}

func TestShapesChangeWhereTheDesignSays(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want Shape
	}{
		{39, 24, TooSmall}, {40, 9, TooSmall}, {40, 10, Single}, {99, 36, Single},
		{100, 36, Stacked}, {120, 36, Stacked}, {179, 50, Stacked}, {180, 50, Columns},
		{200, 12, Single},
	} {
		if got := Split(c.w, c.h, Headlines).Shape; got != c.want {
			t.Errorf("%d×%d: shape %d, want %d", c.w, c.h, got, c.want)
		}
	}
}

func TestAReaderHasAMeasureOfSixtyCellsBesideTheHeadlines(t *testing.T) {
	for w := StackedWidth; w <= 220; w++ {
		if got := Split(w, 36, Reader).Panes[Reader].W; got < 60 {
			t.Fatalf("at %d columns the article has only %d", w, got)
		}
	}
}

func TestTabWalksThePanesInACircleBothWays(t *testing.T) {
	p := Headlines
	for range 3 {
		p = p.Next()
	}
	if p != Headlines || Headlines.Prev() != Related || Related.Prev() != Reader {
		t.Fatal("the circle is broken")
	}
}

func TestAtFindsThePaneUnderACell(t *testing.T) {
	f := Split(120, 36, Headlines)
	for _, c := range []struct {
		x, y int
		want Pane
		ok   bool
	}{
		{0, 0, Headlines, true}, {119, 0, Reader, true}, {119, 34, Related, true}, {0, 35, 0, false},
	} {
		if got, ok := f.At(c.x, c.y); got != c.want || ok != c.ok {
			t.Errorf("At(%d,%d) = %d, %v", c.x, c.y, got, ok)
		}
	}
}
