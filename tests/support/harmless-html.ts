import type { Page } from 'playwright-core'

/**
 * Words that would be more than words wherever somebody forgot to escape them: in HTML, in attributes, in scripts, in
 * texts with placeholders, in tables, in headers. They leave `canary` in the name of whatever they make.
 */
export const canary =
  '$t(common:nav.menu){{count}}<%= 7 * 7 %>\r\nX-Canary: 1\r\n"\'`></textarea></title></script><canary-x canary-y="1" onfocus="canary()">'

/** People's words with the canary in them; the first sign makes a formula of it where nobody is careful. */
export const poisoned = (text: string): string => `=${text} ${canary}`

/** What is in the page that only a programmer may put there; parsed by the browser of `page`, which stays as it is. */
export const harmIn = (page: Page, html: string): Promise<string[]> =>
  page.evaluate<string[]>(
    `(${inspect})(new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html'))`,
  )

/** The same for what a page has become after its scripts. */
export const harmInLive = (page: Page): Promise<string[]> => page.evaluate<string[]>(`(${inspect})(document)`)

/** Faults of an XML document: not well-formed, or an element that nobody wrote. */
export const harmInXml = (page: Page, xml: string): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').querySelectorAll('parsererror, canary-x')].map((one) => one.textContent)`,
  )

const inspect = `(page) => {
  const faults = []
  for (const element of page.querySelectorAll('*')) {
    const own = element.cloneNode().outerHTML.slice(0, 200)
    if (element.localName.includes('canary')) faults.push(own)
    if (element.localName === 'script' && (!element.src || element.textContent)) faults.push(own)
    if (element.localName === 'style' || element.localName === 'iframe' || (element.localName === 'base' && element.hasAttribute('href'))) faults.push(own)
    for (const { name, value } of element.attributes) {
      if (name.includes('canary') || name.startsWith('on') || (name === 'style' && page !== document)) faults.push(own)
      if (/^(href|src|action|formaction|data|xlink:href)$/.test(name) && /^\\s*(javascript|vbscript|data):/i.test(value)) {
        if (!value.startsWith('data:image/')) faults.push(own)
      }
    }
  }
  return faults
}`
