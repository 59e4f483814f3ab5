const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
}
const decoded = (text: string) =>
  text.replaceAll(/&(?:amp|lt|gt|#34|#39);/g, (found) => entities[found] ?? found)

/** The fields of the form that saves a thing, as a browser would send them untouched. */
export function filledForm(html: string): Record<string, string> {
  const form = /<form class="stack stack-l settings-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of form.matchAll(
    /<textarea[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
  )) {
    fields[name] = decoded(value)
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    const chosen = /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options)
    fields[name] = decoded(chosen?.[1] ?? '')
  }
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]+)"/.exec(input)?.[1]
    if (name === undefined || (/type="(?:checkbox|radio)"/.test(input) && !input.includes(' checked')))
      continue
    fields[name] = decoded(/ value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return fields
}
