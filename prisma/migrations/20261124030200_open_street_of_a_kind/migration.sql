-- The other half: those with a point, for a filing that has none.
CREATE INDEX CONCURRENTLY complaint_open_street_kind ON complaint
  USING gist (city_id, category_id, (shown::int), search_fold(address) gist_trgm_ops) WHERE open AND cx IS NOT NULL;
