package locale

import "strings"

// Fill puts values into the "%s" of a sentence, in order.
func Fill(form string, values ...string) string {
	for _, v := range values {
		form = strings.Replace(form, "%s", v, 1)
	}
	return form
}
