-- CreateTable
CREATE TABLE "event_call" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "sign_up_id" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "called_by_id" INTEGER,

    CONSTRAINT "event_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_call" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "called_by_id" INTEGER,

    CONSTRAINT "reception_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_call_city_id_called_at_idx" ON "event_call"("city_id", "called_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_call_sign_up_id_why_n_key" ON "event_call"("sign_up_id", "why", "n");

-- CreateIndex
CREATE INDEX "reception_call_city_id_called_at_idx" ON "reception_call"("city_id", "called_at");

-- CreateIndex
CREATE UNIQUE INDEX "reception_call_booking_id_why_key" ON "reception_call"("booking_id", "why");

-- AddForeignKey
ALTER TABLE "event_call" ADD CONSTRAINT "event_call_sign_up_id_fkey" FOREIGN KEY ("sign_up_id") REFERENCES "event_sign_up"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_call" ADD CONSTRAINT "reception_call_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "reception_booking"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall of a city (docs/decisions/0018)
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "event_call" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "reception_call" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
