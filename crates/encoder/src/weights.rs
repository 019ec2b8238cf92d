//! Packed bytes to pieces and network. Every tensor is checked for its type and shape.

use crate::Error;
use crate::network::{Branch, Deep, Layer, Network, Norm, WINDOWS};
use crate::pieces::Pieces;
use half::f16;
use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};

/// Most bytes that weights unpack to.
const MOST: usize = 256 << 20;

pub(crate) fn unpack(packed: &[u8]) -> Result<(Pieces, Network), Error> {
    let bytes = zstd::bulk::decompress(packed, MOST).map_err(|error| Error(error.to_string()))?;
    let file = File(SafeTensors::deserialize(&bytes).map_err(|error| Error(error.to_string()))?);
    let lines = std::str::from_utf8(file.bytes("pieces")?).map_err(|error| Error(error.to_string()))?;
    let unknown = file.floats("unknown")?.first().copied().unwrap_or_default();
    let pieces = Pieces::new(lines, &file.floats("scores")?, unknown)
        .ok_or_else(|| Error("each of `pieces` needs one of `scores`".to_owned()))?;
    let branch = |n: usize| -> Result<Branch, Error> {
        let layer = |name: &str| file.layer(&format!("{name}{n}"));
        Ok(Branch { first: layer("first")?.turned(), second: layer("second")? })
    };
    let network = Network {
        table: file.table("table")?,
        part: file.bytes("part")?.to_vec(),
        scale: file.floats("scale")?,
        low: file.floats("low")?,
        epsilon: file.floats("epsilon")?.first().copied().unwrap_or_default(),
        project: file.layer("project")?,
        project_norm: file.norm("project_norm")?,
        branches: WINDOWS.iter().map(|(size, _)| branch(*size)).collect::<Result<_, _>>()?,
        norm: file.norm("norm")?,
        output: file.layer("output")?,
        deep: Deep {
            down: file.matrix("d0")?,
            inner: file.matrix("d1")?,
            short: file.matrix("p1")?,
            up: file.matrix("d2")?,
            out: file.matrix("p3")?,
            last: file.matrix("d3")?,
        },
    };
    let rows = network.table.nrows();
    if rows != network.part.len() || rows == 0 {
        return Err(Error("`table` and `part` are not as long".to_owned()));
    }
    Ok((pieces, network))
}

struct File<'a>(SafeTensors<'a>);

impl<'a> File<'a> {
    fn tensor(&self, name: &str, kind: Dtype) -> Result<safetensors::tensor::TensorView<'a>, Error> {
        let tensor = self.0.tensor(name).map_err(|error| Error(format!("`{name}`: {error}")))?;
        if tensor.dtype() != kind {
            return Err(Error(format!("`{name}` is {:?}, not {kind:?}", tensor.dtype())));
        }
        Ok(tensor)
    }

    fn bytes(&self, name: &str) -> Result<&'a [u8], Error> {
        Ok(self.tensor(name, Dtype::U8)?.data())
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, Error> {
        let data = self.tensor(name, Dtype::F32)?.data();
        Ok(data.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn halves(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), Error> {
        let tensor = self.tensor(name, Dtype::F16)?;
        let pairs = tensor.data().as_chunks::<2>().0;
        Ok((tensor.shape().to_vec(), pairs.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32()).collect()))
    }

    fn matrix(&self, name: &str) -> Result<Array2<f32>, Error> {
        match self.halves(name)? {
            (shape, numbers) if shape.len() == 2 => {
                let shape = (shape.first().copied().unwrap_or(0), shape.get(1).copied().unwrap_or(0));
                Array2::from_shape_vec(shape, numbers).map_err(|error| Error(format!("`{name}`: {error}")))
            }
            (shape, _) => Err(Error(format!("`{name}` has {} dimensions, not 2", shape.len()))),
        }
    }

    fn table(&self, name: &str) -> Result<Array2<u8>, Error> {
        let tensor = self.tensor(name, Dtype::U8)?;
        let [rows, columns] = tensor.shape() else {
            return Err(Error(format!("`{name}` has {} dimensions, not 2", tensor.shape().len())));
        };
        Array2::from_shape_vec((*rows, *columns), tensor.data().to_vec())
            .map_err(|error| Error(format!("`{name}`: {error}")))
    }

    fn line(&self, name: &str) -> Result<Array1<f32>, Error> {
        Ok(Array1::from_vec(self.halves(name)?.1))
    }

    fn layer(&self, name: &str) -> Result<Layer, Error> {
        Ok(Layer { weights: self.matrix(name)?, bias: self.line(&format!("{name}_bias"))? })
    }

    fn norm(&self, name: &str) -> Result<Norm, Error> {
        Ok(Norm { gain: self.line(&format!("{name}_gain"))?, bias: self.line(&format!("{name}_bias"))? })
    }
}
