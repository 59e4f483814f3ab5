/** `part` is `pages` or the number of a map of complaints. */
export const sitemapPaths = {
  robots: () => '/robots.txt',
  index: () => '/sitemap.xml',
  map: (city: string, part: 'pages' | number) =>
    `/sitemaps/${city}/${part === 'pages' ? 'pages' : `complaints-${part}`}.xml`,
}
