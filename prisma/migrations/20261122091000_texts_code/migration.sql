-- The languages of one text get a name in common. Nobody could write texts in the portal before this, so the table has
-- the few rows of the packs, and perhaps some written by hand.
ALTER TABLE "answer_template" ADD COLUMN "code" TEXT;

UPDATE "answer_template" t SET "code" = t."purpose" || '-' || named."first"
FROM (
    SELECT "id", min("id") OVER (PARTITION BY "city_id", "purpose", "category_id", "office_id", "position", "copy") AS "first"
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY "city_id", "purpose", "category_id", "office_id", "position", "lang" ORDER BY "id"
        ) AS "copy"
        FROM "answer_template"
    ) counted
) named
WHERE named."id" = t."id";

ALTER TABLE "answer_template" ALTER COLUMN "code" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "answer_template_city_id_code_lang_key" ON "answer_template"("city_id", "code", "lang");
