-- CreateTable
CREATE TABLE "office_comment" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text_kk" TEXT NOT NULL DEFAULT '',
    "text_ru" TEXT NOT NULL DEFAULT '',
    "text_en" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "office_comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "office_comment_office_id_id_idx" ON "office_comment"("office_id", "id");

-- What an office has said stays said.
CREATE FUNCTION office_comment_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'office_comment is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER office_comment_only_grows BEFORE UPDATE OR DELETE ON "office_comment"
  FOR EACH ROW EXECUTE FUNCTION office_comment_only_grows();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "office_comment" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
