/** The policy of news and pages, see open-table.ts and staff-table.ts. The publication of the addresses is of the city. */
export const newsOpenTable: Readonly<Record<string, string>> = {
  'get /:lang/:city/news': '200',
  'get /:lang/:city/news.atom': '200',
  'get /:lang/:city/news/:publication': '200',
  // the page of that name is a standard one, which has an address of its own
  'get /:lang/:city/pages/:page': '404',
  // no published news shows it
  'get /news-pictures/:picture/:size.jpg': '404',
}

export const newsStaffTable: Readonly<Record<string, string>> = {
  'get /staff/news': 'someNews 303',
  'get /staff/news/:city': 'newsReaders 200',
  'get /staff/news/:city/new': 'newsWriters 200',
  'post /staff/news/:city/new': 'newsWriters 422',
  'get /staff/news/:city/pictures/:picture.jpg': 'newsReaders 200',
  'get /staff/news/:city/:publication': 'cityNews 200',
  'post /staff/news/:city/:publication': 'admins 422',
  'post /staff/news/:city/:publication/withdraw': 'admins 422',
  'get /staff/news/:city/:publication/preview': 'cityNews 200',
  'get /staff/news/:city/:publication/versions': 'cityNews 200',
}
