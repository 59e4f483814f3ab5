import ICAL from 'ical.js'

/** Events of a calendar as another program reads them (ical.js, the parser of Thunderbird). Throws on what it cannot read. */
export function parsedEvents(
  text: string,
): { uid: string; summary: string; start: string; location: string }[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, location } = new ICAL.Event(component)
    return { uid, summary, start: startDate.toString(), location: location ?? '' }
  })
}

/** Properties of a vCard as the same program reads them, in their order. */
export function parsedCard(text: string): { name: string; value: unknown }[] {
  const card = new ICAL.Component(ICAL.parse(text))
  return card.getAllProperties().map((property) => ({ name: property.name, value: property.getFirstValue() }))
}
