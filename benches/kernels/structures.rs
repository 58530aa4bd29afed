//! Structures that are built and thrown away: bodies as structs, lists of queens, trees.

use std::hint::black_box;

use crate::table::Kernel;

mod rust {
    use std::sync::Arc;

    #[derive(Clone, Copy)]
    struct Body {
        x: f64,
        y: f64,
        z: f64,
        vx: f64,
        vy: f64,
        vz: f64,
        mass: f64,
    }

    /// New bodies, each pulled by all others (and by itself, which does nothing).
    fn step(bodies: &[Body], dt: f64) -> Vec<Body> {
        let pulled = |a: &Body| {
            let (mut vx, mut vy, mut vz) = (a.vx, a.vy, a.vz);
            for b in bodies {
                let (dx, dy, dz) = (b.x - a.x, b.y - a.y, b.z - a.z);
                let square = dx * dx + dy * dy + dz * dz + 0.01;
                let pull = dt * b.mass / (square * square.sqrt());
                vx += dx * pull;
                vy += dy * pull;
                vz += dz * pull;
            }
            Body {
                x: a.x + dt * vx,
                y: a.y + dt * vy,
                z: a.z + dt * vz,
                vx,
                vy,
                vz,
                mass: a.mass,
            }
        };
        bodies.iter().map(pulled).collect()
    }

    pub(crate) fn n_body(steps: i64) -> Option<f64> {
        let mut bodies: Vec<Body> = (0..5)
            .map(|i| {
                let t = f64::from(i);
                Body {
                    x: 1.5 * t,
                    y: 0.5 * t * t,
                    z: 0.25 * t,
                    vx: 0.1 * t,
                    vy: 0.0,
                    vz: -0.1 * t,
                    mass: 1.0 + t,
                }
            })
            .collect();
        for _ in 0..steps {
            bodies = step(&bodies, 0.01);
        }
        Some(bodies.iter().fold(0.0, |sum, b| sum + b.x))
    }

    struct Cell {
        first: i64,
        rest: List,
    }

    type List = Option<Arc<Cell>>;

    fn is_safe(queen: i64, placed: &List) -> Option<bool> {
        let (mut placed, mut distance) = (placed, 1i64);
        while let Some(cell) = placed {
            let apart = cell.first.checked_sub(queen)?;
            if apart == 0 || apart.checked_abs()? == distance {
                return Some(false);
            }
            placed = &cell.rest;
            distance = distance.checked_add(1)?;
        }
        Some(true)
    }

    fn place(size: i64, row: i64, placed: &List) -> Option<i64> {
        if row == size {
            return Some(1);
        }
        let mut total = 0i64;
        for queen in 0..size {
            if is_safe(queen, placed)? {
                let placed = Some(Arc::new(Cell {
                    first: queen,
                    rest: placed.clone(),
                }));
                total = total.checked_add(place(size, row.checked_add(1)?, &placed)?)?;
            }
        }
        Some(total)
    }

    pub(crate) fn queens(size: i64) -> Option<i64> {
        place(size, 0, &None)
    }

    struct Tree(Option<Arc<(Tree, Tree)>>);

    fn tree(depth: i64) -> Option<Tree> {
        if depth == 0 {
            return Some(Tree(None));
        }
        let below = depth.checked_sub(1)?;
        Some(Tree(Some(Arc::new((tree(below)?, tree(below)?)))))
    }

    fn size(tree: &Tree) -> Option<i64> {
        match &tree.0 {
            None => Some(1),
            Some(both) => size(&both.0)?.checked_add(size(&both.1)?)?.checked_add(1),
        }
    }

    pub(crate) fn trees(depth: i64) -> Option<i64> {
        size(&tree(depth)?)
    }
}

mod annotated {
    rtfs::rtfs! {
        (defstruct Body :x :float :y :float :z :float :vx :float :vy :float :vz :float :mass :float)

        (defn- step [bodies [:vector Body] dt :float] [:vector Body]
          (map (fn [a Body]
                 (let [[vx vy vz]
                       (reduce (fn [[vx vy vz] b]
                                 (let [dx (- (:x b) (:x a))
                                       dy (- (:y b) (:y a))
                                       dz (- (:z b) (:z a))
                                       square (+ (* dx dx) (* dy dy) (* dz dz) 0.01)
                                       pull (/ (* dt (:mass b)) (* square (sqrt square)))]
                                   [(+ vx (* dx pull)) (+ vy (* dy pull)) (+ vz (* dz pull))]))
                               [(:vx a) (:vy a) (:vz a)]
                               bodies)]
                   (->Body (+ (:x a) (* dt vx)) (+ (:y a) (* dt vy)) (+ (:z a) (* dt vz))
                           vx vy vz (:mass a))))
               bodies))

        (defn n-body [steps :int] :float
          (loop [i :int 0
                 bodies [:vector Body]
                 (map (fn [i :int]
                        (let [t :float (float i)]
                          (->Body (* 1.5 t) (* 0.5 t t) (* 0.25 t) (* 0.1 t) 0.0 (* -0.1 t) (+ 1.0 t))))
                      (range 5))]
            (if (= i steps)
              (reduce + 0.0 (map :x bodies))
              (recur (inc i) (step bodies 0.01)))))

        (defn- safe? [queen :int placed [:list :int]] :bool
          (loop [placed [:list :int] placed distance :int 1]
            (if (empty? placed)
              true
              (let [apart :int (- (nth placed 0) queen)]
                (if (or (= apart 0) (= (abs apart) distance))
                  false
                  (recur (rest placed) (inc distance)))))))

        (defn- place [size :int row :int placed [:list :int]] :int
          (if (= row size)
            1
            (loop [queen :int 0 total :int 0]
              (if (= queen size)
                total
                (recur (inc queen)
                       (if (safe? queen placed)
                         (+ total (place size (inc row) (cons queen placed)))
                         total))))))

        (defn queens [size :int] :int
          (place size 0 (list)))

        (deftype Tree [:union :nil [:tuple Tree Tree]])

        (defn- tree [depth :int] Tree
          (if (= depth 0)
            nil
            (let [below :int (dec depth)]
              [(tree below) (tree below)])))

        (defn- size [tree Tree] :int
          (if (nil? tree)
            1
            (+ (size (nth tree 0)) (size (nth tree 1)) 1)))

        (defn trees [depth :int] :int
          (size (tree depth)))
    }
}

mod plain {
    rtfs::rtfs! {
        (defstruct Body :x :float :y :float :z :float :vx :float :vy :float :vz :float :mass :float)

        (defn- step [bodies dt]
          (map (fn [a]
                 (let [[vx vy vz]
                       (reduce (fn [[vx vy vz] b]
                                 (let [dx (- (:x b) (:x a))
                                       dy (- (:y b) (:y a))
                                       dz (- (:z b) (:z a))
                                       square (+ (* dx dx) (* dy dy) (* dz dz) 0.01)
                                       pull (/ (* dt (:mass b)) (* square (sqrt square)))]
                                   [(+ vx (* dx pull)) (+ vy (* dy pull)) (+ vz (* dz pull))]))
                               [(:vx a) (:vy a) (:vz a)]
                               bodies)]
                   (->Body (+ (:x a) (* dt vx)) (+ (:y a) (* dt vy)) (+ (:z a) (* dt vz))
                           vx vy vz (:mass a))))
               bodies))

        (defn n-body [steps]
          (loop [i 0
                 bodies (map (fn [i]
                               (let [t (float i)]
                                 (->Body (* 1.5 t) (* 0.5 t t) (* 0.25 t) (* 0.1 t) 0.0 (* -0.1 t) (+ 1.0 t))))
                             (range 5))]
            (if (= i steps)
              (reduce + 0.0 (map :x bodies))
              (recur (inc i) (step bodies 0.01)))))

        (defn- safe? [queen placed]
          (loop [placed placed distance 1]
            (if (empty? placed)
              true
              (let [apart (- (first placed) queen)]
                (if (or (= apart 0) (= (abs apart) distance))
                  false
                  (recur (rest placed) (inc distance)))))))

        (defn- place [size row placed]
          (if (= row size)
            1
            (loop [queen 0 total 0]
              (if (= queen size)
                total
                (recur (inc queen)
                       (if (safe? queen placed)
                         (+ total (place size (inc row) (cons queen placed)))
                         total))))))

        (defn queens [size]
          (place size 0 (list)))

        (defn- tree [depth]
          (if (= depth 0)
            nil
            (let [below (dec depth)]
              [(tree below) (tree below)])))

        (defn- size [tree]
          (if (nil? tree)
            1
            (+ (size (nth tree 0)) (size (nth tree 1)) 1)))

        (defn trees [depth]
          (size (tree depth)))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    vec![
        Kernel::new(
            "n-body",
            1.5,
            || rust::n_body(black_box(1000)),
            || annotated::n_body(black_box(1000)),
            || plain::n_body(black_box(1000)),
        ),
        Kernel::new(
            "queens on lists",
            1.5,
            || rust::queens(black_box(7)),
            || annotated::queens(black_box(7)),
            || plain::queens(black_box(7)),
        ),
        Kernel::new(
            "binary trees",
            1.5,
            || rust::trees(black_box(12)),
            || annotated::trees(black_box(12)),
            || plain::trees(black_box(12)),
        ),
    ]
}
