-- Text made equal for look-up, on both sides of a comparison: small letters, Kazakh letters as the nearest Russian ones,
-- Latin letters as the Cyrillic ones they look like, punctuation as blanks ('12/4' is two words, 'ул.Абая' no host name).
-- Its twin in the code is src/platform/text/search-fold.ts; whoever changes one rebuilds complaint_search.
CREATE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(said,
  'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёӘәҒғҚқҢңӨөҰұҮүҺһІіABCDEFGHIJKLMNOPQRSTUVWXYZabcehikmoptxyƏəİı./\-–—_:;,@#№''"«»()+*&|!?<>',
  'абвгдеежзийклмнопрстуфхцчшщъыьэюяеааггккннооууууххииавсdеfgниjкlмnорqrsтuvwхуzавсеникмортхуааии                           ');

-- Russian by its endings, everything else (Kazakh above all) as it stands.
CREATE FUNCTION search_lexemes(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('pg_catalog.russian'::regconfig, search_fold(said))
    || to_tsvector('pg_catalog.simple'::regconfig, search_fold(said));

-- Quarters of years since the year 0; a city and a quarter as one word that nobody can type: a frequent word is looked for
-- in the newest quarter first.
CREATE FUNCTION search_era_no(received_at timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (extract(year FROM received_at AT TIME ZONE 'UTC') * 4
  + extract(quarter FROM received_at AT TIME ZONE 'UTC') - 1)::integer;
CREATE FUNCTION search_era(city_id integer, era integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '~' || city_id || '~' || era;

CREATE FUNCTION complaint_search_words(city_id integer, received_at timestamptz, said text, address text, landmark text)
RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(search_lexemes(address), 'A') || setweight(search_lexemes(said), 'B')
    || setweight(search_lexemes(landmark), 'C') || array_to_tsvector(ARRAY[search_era(city_id, search_era_no(received_at))]);

-- What everybody may search: a row exists while its complaint is shown. Kept by the trigger below.
CREATE TABLE "complaint_search" (
    "complaint_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "complaint_search_pkey" PRIMARY KEY ("complaint_id")
);
ALTER TABLE "complaint_search" ADD CONSTRAINT "complaint_search_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "complaint_search_city_id_received_at_idx" ON "complaint_search"("city_id", "received_at");
-- Without a list of pending rows: a search must not pay for what was filed just before it.
CREATE INDEX "complaint_search_words_idx" ON "complaint_search" USING GIN ("words") WITH (fastupdate = off);

-- Words that several texts of a city hold, to mend typing errors with.
CREATE TABLE "search_word" (
    "city_id" INTEGER NOT NULL,
    "word" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("city_id","word")
);
ALTER TABLE "search_word" ADD CONSTRAINT "search_word_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX search_word_alike ON search_word USING gin (word gin_trgm_ops);

CREATE FUNCTION keep_complaint_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.shown THEN
    INSERT INTO complaint_search (complaint_id, city_id, received_at, words)
    VALUES (NEW.id, NEW.city_id, NEW.received_at,
            complaint_search_words(NEW.city_id, NEW.received_at, NEW.text, NEW.address, NEW.landmark))
    ON CONFLICT (complaint_id) DO UPDATE
      SET city_id = excluded.city_id, received_at = excluded.received_at, words = excluded.words;
  ELSIF TG_OP = 'UPDATE' THEN
    DELETE FROM complaint_search WHERE complaint_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER complaint_searched_new AFTER INSERT ON complaint
  FOR EACH ROW WHEN (NEW.shown) EXECUTE FUNCTION keep_complaint_search();
CREATE TRIGGER complaint_searched AFTER UPDATE OF text, address, landmark, shown, city_id, received_at ON complaint
  FOR EACH ROW WHEN ((OLD.text, OLD.address, OLD.landmark, OLD.shown, OLD.city_id, OLD.received_at)
    IS DISTINCT FROM (NEW.text, NEW.address, NEW.landmark, NEW.shown, NEW.city_id, NEW.received_at))
  EXECUTE FUNCTION keep_complaint_search();
