-- A phone bakes time, place, village and visitor into a photo; the picture as the camera gave it is kept beside it.
ALTER TABLE visit ADD COLUMN originals text[];
