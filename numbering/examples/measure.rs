#![allow(clippy::all, clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout)]
use guichet_numbering::{graph::*, metadata::*, walks::*};
use std::collections::HashMap;
fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let mut m = Metadata::read(&text).unwrap();
    if let Some(home) = std::env::args().nth(2) { m = m.only(&home.split(',').collect::<Vec<_>>()); }
    let mut g = Graph::default(); let mut p = Patterns::default(); let mut v = Verdicts::default(); let mut o = Outcomes::default();
    let t = std::time::Instant::now();
    let report = |what: &str, g: &Graph| println!("{what}: {} nodes {:?}", g.nodes.len(), t.elapsed());
    for (_, regions) in m.codes() {
        let mut walk = Types::new(&regions, &mut p, &mut v).unwrap(); let s = walk.start(); add(&mut g, &mut walk, s);
    }
    report("types", &g);
    for r in &m.regions { let a = p.get(&r.descriptions[0].as_ref().unwrap().pattern).unwrap(); let s = a.start; add(&mut g, &mut Whole(a), s); }
    report("general", &g);
    for r in &m.regions { if !r.prefix_for_parsing.is_empty() { let mut w = Prefix::new(&r.prefix_for_parsing, &r.transform, &mut o).unwrap(); let s = w.start(); add(&mut g, &mut w, s); } }
    report("prefixes", &g);
    for r in &m.regions { for t in [&r.idd] { if t.is_empty() {continue} let mut w = Prefix::new(t, "", &mut o).unwrap(); let s = w.start(); add(&mut g, &mut w, s); } }
    report("idd", &g);
    for r in &m.regions { if !r.leading_digits.is_empty() { let a = p.get(&r.leading_digits).unwrap(); let s = a.start; add(&mut g, &mut Beginning(a), s); } }
    report("leading", &g);
    for r in &m.regions { for f in r.national.iter().chain(&r.international) { if let Some(l) = f.leading.last() { let a = p.get(l).unwrap(); let s = a.start; add(&mut g, &mut Beginning(a), s); } } }
    report("formats last", &g);
    for r in &m.regions { for f in r.national.iter().chain(&r.international) { for l in &f.leading { let a = p.get(l).unwrap(); let s = a.start; add(&mut g, &mut Beginning(a), s); } } }
    report("formats all", &g);
    let mut parts = HashMap::new(); let mut heads = HashMap::new(); let mut children = 0;
    let mut indeg = vec![0; g.nodes.len()];
    for n in &g.nodes { let mut seen: Vec<u32> = vec![0]; let part: Vec<usize> = n.next.iter().map(|c| seen.iter().position(|s| s == c).unwrap_or_else(|| { seen.push(*c); seen.len() - 1 })).collect(); children += seen.len() - 1; for c in &seen { indeg[*c as usize] += 1; } *parts.entry(part.clone()).or_insert(0) += 1; *heads.entry((part, n.word)).or_insert(0) += 1; }
    println!("partitions {} heads {} children {} shared {} verdicts {} outcomes {}", parts.len(), heads.len(), children, indeg.iter().filter(|d| **d > 1).count(), v.0.len(), o.0.len());

    // experiment
    let n = g.nodes.len();
    let mut height = vec![0u8; n];
    for i in 0..n { height[i] = g.nodes[i].next.iter().filter(|c| **c != 0).map(|c| height[*c as usize] + 1).max().unwrap_or(0); }
    let mut id = vec![u32::MAX; n]; id[0] = 0; id[1] = 1;
    let mut order = vec![];
    // roots = nodes with indegree 0
    let mut planes: HashMap<&str, Vec<u8>> = HashMap::new();
    fn emit(i: usize, g: &Graph, id: &mut Vec<u32>, order: &mut Vec<u32>, height: &Vec<u8>, planes: &mut HashMap<&'static str, Vec<u8>>, byh: &mut Vec<Vec<u32>>) {
        id[i] = order.len() as u32; order.push(i as u32);
        let node = g.nodes[i];
        let mut seen: Vec<u32> = vec![0]; let part: Vec<u8> = node.next.iter().map(|c| seen.iter().position(|s| s == c).unwrap_or_else(|| { seen.push(*c); seen.len() - 1 }) as u8).collect();
        planes.entry("part_row").or_default().extend(part.chunks(2).map(|p| p[0] << 4 | p[1]));
        planes.entry("part_bytes").or_default().extend(&part);
        // masks
        let dead: u16 = part.iter().enumerate().filter(|(_, p)| **p == 0).map(|(d, _)| 1 << d).sum();
        planes.entry("dead_lo").or_default().push(dead as u8); planes.entry("dead_hi").or_default().push((dead >> 8) as u8);
        planes.entry("word").or_default().push(node.word as u8);
        for c in &seen[1..] {
            if *c == 1 { planes.entry("tree").or_default().push(2); continue; }
            if id[*c as usize] == u32::MAX { planes.entry("tree").or_default().push(0); emit(*c as usize, g, id, order, height, planes, byh); }
            else {
                planes.entry("tree").or_default().push(1);
                let r = id[*c as usize];
                planes.entry("ref_lo").or_default().push(r as u8); planes.entry("ref_hi").or_default().push((r >> 8) as u8);
                // by height with move to front
                let h = height[*c as usize] as usize;
                planes.entry("ref_h").or_default().push(h as u8);
                let pos = byh[h].iter().rev().position(|x| *x == *c).unwrap();
                planes.entry("mtf_lo").or_default().push(pos as u8); planes.entry("mtf_hi").or_default().push((pos >> 8) as u8);
                let at = byh[h].len() - 1 - pos; let x = byh[h].remove(at); byh[h].push(x);
                let hh = &byh[h]; let _ = hh;
                continue;
            }
        }
        byh[height[i] as usize].push(i as u32);
    }
    let mut byh = vec![vec![]; 64];
    let mut indeg0 = vec![true; n]; for nd in &g.nodes { for c in &nd.next { indeg0[*c as usize] = false; } }
    for i in 2..n { if indeg0[i] { emit(i, &g, &mut id, &mut order, &height, &mut planes, &mut byh); } }
    for (k, v) in &planes { std::fs::write(format!("/tmp/planes/{k}"), v).unwrap(); }
    std::fs::write("/tmp/planes/heights", order.iter().map(|i| height[*i as usize]).collect::<Vec<_>>()).unwrap();
}
