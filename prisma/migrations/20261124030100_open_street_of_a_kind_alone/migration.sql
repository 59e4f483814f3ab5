-- What is compared by its street is of one kind: a long street has hundreds of open complaints of all kinds, and each that
-- trigrams alone find is folded once more (40 us) before anything else is asked of it. A flood of reports that wait for a
-- moderator costs residents nothing, because `shown` stands there too.
CREATE INDEX CONCURRENTLY complaint_open_street_kind_alone ON complaint
  USING gist (city_id, category_id, (shown::int), search_fold(address) gist_trgm_ops) WHERE open AND cx IS NULL;
