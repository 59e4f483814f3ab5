-- The wall of 20261122100000_policy_city_wall on tables that came after it or were forgotten.
-- CREATE TRIGGER takes SHARE ROW EXCLUSIVE for a moment; nothing is read or rewritten.

CREATE FUNCTION staff_publication_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM staff_city_refused((SELECT city_id FROM publication WHERE id = OLD.publication_id), TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused((SELECT city_id FROM publication WHERE id = NEW.publication_id), TG_TABLE_NAME);
  RETURN NEW;
END $$;

CREATE FUNCTION staff_reception_slot_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM staff_city_refused((SELECT city_id FROM reception WHERE id = OLD.reception_id), TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused((SELECT city_id FROM reception WHERE id = NEW.reception_id), TG_TABLE_NAME);
  RETURN NEW;
END $$;

CREATE FUNCTION staff_queue_counter_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM staff_city_refused((SELECT city_id FROM reception_body WHERE id = OLD.body_id), TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused((SELECT city_id FROM reception_body WHERE id = NEW.body_id), TG_TABLE_NAME);
  RETURN NEW;
END $$;

DO $$
DECLARE
  named text;
  walls constant jsonb := '{
    "staff_city_wall": ["publication", "publication_picture", "analysis_reader", "api_key", "caller_look",
      "topic_news"],
    "staff_complaint_wall": ["letter_scan", "complaint_join"],
    "staff_publication_wall": ["publication_version"],
    "staff_reception_slot_wall": ["reception_slot"],
    "staff_queue_counter_wall": ["queue_counter"]}';
  wall text;
BEGIN
  FOR wall IN SELECT jsonb_object_keys(walls) LOOP
    FOR named IN SELECT jsonb_array_elements_text(walls -> wall) LOOP
      EXECUTE format(
        'CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
         WHEN (coalesce(current_setting(''ashyq.staff_cities'', true), '''') <> '''') EXECUTE FUNCTION %I()',
        named, wall);
    END LOOP;
  END LOOP;
END $$;
