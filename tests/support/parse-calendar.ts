import ICAL from 'ical.js'

/** An event as another program reads it; moments as ISO 8601. */
export type ParsedEvent = Record<
  'uid' | 'summary' | 'location' | 'start' | 'end' | 'status' | 'url',
  string
> & {
  sequence: number
}

/** Events of a calendar as read by ical.js, the parser of Thunderbird. Throws on what it cannot read. */
export function parsedEvents(text: string): ParsedEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate, location, sequence } = new ICAL.Event(component)
    const word = (name: string) => String(component.getFirstPropertyValue(name) ?? '')
    return {
      ...{ uid, summary, sequence, location: location ?? '' },
      ...{ start: startDate.toString(), end: endDate.toString() },
      ...{ status: word('status'), url: word('url') },
    }
  })
}

/** Properties of a vCard as the same program reads them, in their order. */
export function parsedCard(text: string): { name: string; value: unknown }[] {
  const card = new ICAL.Component(ICAL.parse(text))
  return card.getAllProperties().map((property) => ({ name: property.name, value: property.getFirstValue() }))
}
